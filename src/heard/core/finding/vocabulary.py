"""The words that were ever said in a network: which begin alike, and which somebody may have meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import takewhile
from math import log1p
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from heard.core.finding.stems import base

_SOUNDS = (
    (r"^(kn|gn)", "n"), (r"^wr", "r"), (r"^ps", "s"), (r"^wh", "w"), ("ph", "f"), ("tch", "j"), ("sch", "sk"),
    ("(?<=.)gh", ""), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("c(?=[eiy])", "s"), ("c", "k"), ("dg|g(?=[eiy])", "j"),
    ("z", "s"), ("th", "t"), ("(?<=.)[aeiouyhw]", ""), ("^[aeiouy]", "a"), ("v", "f"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_SOUND_RULES = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)
Key = TypeVar("Key", int, str)
_SHORTEST = 3
_LENGTHS_APART = 3


class Vocabulary:
    """Folded words, each with a language in which it was said."""

    def __init__(self, words: Iterable[tuple[str, str]] = ()) -> None:
        pairs = list(words)
        self._words = {word for word, _ in pairs}
        self._languages = {base(language) for _, language in pairs}
        self._sorted = sorted(self._words)

    def with_words(self, words: Iterable[tuple[str, str]]) -> Vocabulary:
        """This one and more."""
        other = Vocabulary(words)
        other._words |= self._words
        other._languages |= self._languages
        other._sorted = sorted(other._words)
        return other

    def __contains__(self, word: str) -> bool:
        return word in self._words

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the network; English where nothing was said yet."""
        return tuple(sorted(self._languages)) or ("en",)

    def beginning(self, letters: str, most: int) -> list[str]:
        """The words that begin so, the shortest first."""
        start = bisect_left(self._sorted, letters)
        found = takewhile(lambda word: word.startswith(letters), self._sorted[start : start + 50 * most])
        return sorted(found, key=lambda word: (len(word), word))[:most]

    def like(self, word: str, most: int) -> list[str]:
        """What may have been meant by a word, the likeliest first."""
        if len(word) < _SHORTEST:
            return []
        allowed = 1 if len(word) < 5 else 2 if len(word) < 9 else 3
        lengths = range(len(word) - _LENGTHS_APART, len(word) + _LENGTHS_APART + 1)
        near = [other for length in lengths for other in self._by_length.get(length, ())]
        close = process.extract(word, near, scorer=OSA.distance, score_cutoff=allowed, limit=50)
        found = dict.fromkeys([*(other for other, _, _ in close), *self._by_sound.get(sound(word), ())])
        found.pop(word, None)
        return sorted(found, key=lambda other: -likelihood(word, other))[:most]

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        return _grouped(self._sorted, len)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        return _grouped(self._sorted, sound)


def _grouped(words: Iterable[str], key: Callable[[str], Key]) -> dict[Key, list[str]]:
    groups: dict[Key, list[str]] = defaultdict(list)
    for word in words:
        groups[key(word)].append(word)
    return groups


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How an English ear may write a word down: its consonants, those that sound alike as one."""
    for pattern, other in _SOUND_RULES:
        word = pattern.sub(other, word)
    return word


def likelihood(typed: str, other: str, stories: int = 0) -> float:
    """How likely somebody meant the other word: by its letters, by its sound, and by how many stories say it."""
    sounds = 0.15 if sound(typed) == sound(other) else 0.0
    letters = OSA.normalized_similarity(typed, other) + 0.3 * JaroWinkler.similarity(typed, other)
    return letters + sounds + 0.04 * log1p(stories)


def splits(word: str, shortest: int) -> Iterator[tuple[str, str]]:
    """Every way to write a word as two."""
    for at in range(shortest, len(word) - shortest + 1):
        yield word[:at], word[at:]
