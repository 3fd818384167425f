"""The words a network wants written right, found by how a passage sounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from heard.core.offering.lexicon import Zipf, rarest
from heard.core.offering.sounds import Ear, Sounds, likeness
from heard.core.transcript.words import plain

_POSSESSIVE = re.compile(r"['’]s?$")
SUFFIXES = ("'s", "’s", "s", "ed", "ing")
_FIRST_LOOK, _CLOSE, _SAME = 0.4, 0.65, 0.99
_BEGINS = 0.65
_SHORTEST = 3
_TOO_ORDINARY = 5.6
"""Words that are all more ordinary than this ("for my") are not taken for a mishearing, however they sound."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term as it should be written, other things people say for it, and what it is known to be misheard as.

    `learnt` counts how often people wrote it where something else stood; `glossary` says that editors listed it.
    """

    text: str
    spoken: tuple[str, ...] = ()
    mishearings: tuple[str, ...] = ()
    glossary: bool = True
    learnt: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that some words sound like. `margin` is how much more alike it is than the next best term. `known` says
    that editors listed these words, as a mishearing or as another way of saying it."""

    wanted: Wanted
    alike: float
    margin: float
    suffix: str = ""
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of saying a term: its own, or one that editors `listed`."""

    sounds: Sounds
    wanted: Wanted
    listed: bool


@dataclass(frozen=True, slots=True)
class _Shelf:
    outlines: list[str]
    ways: list[_Way]


class Terms:
    """Terms by their sounds. Looking up is remembered, so the same words are weighed once."""

    def __init__(self, wanted: Iterable[Wanted], ear: Ear, zipf: Zipf) -> None:
        self._ear, self._zipf = ear, zipf
        self._known: dict[tuple[str, ...], Wanted] = {}
        self._letters: dict[str, Wanted] = {}
        self._ways: list[_Way] = []
        self._shelves: dict[int, _Shelf] = {}
        self._remembered: dict[tuple[str, ...], list[Hit]] = {}
        self.size, self.longest = 0, 1
        for one in wanted:
            self._add(one)

    def near(self, heard: tuple[str, ...]) -> list[Hit]:
        """The terms that these plain words may be a mishearing of, the likeliest first."""
        if heard not in self._remembered:
            self._remembered[heard] = self._look_up(heard)
        return self._remembered[heard]

    def lists(self, words: tuple[str, ...]) -> bool:
        """Whether editors listed this as a term, whatever its spaces, hyphens and ending."""
        letters = letters_of(words)
        forms = (letters, letters.removesuffix("s"))
        return any(form in self._letters and self._letters[form].glossary for form in forms)

    def beginnings(self, vocabulary: Iterable[str]) -> set[str]:
        """Of these plain words, those that a mishearing of a term can begin with, by their sound."""
        known = {words[0] for words in self._known if words}
        return known | {word for word in vocabulary if any(self._begins(word, way.sounds) for way in self._ways)}

    def _begins(self, word: str, term: Sounds) -> bool:
        """Whether the word sounds like the term or its beginning."""
        sounds = self._ear.sounds((word,))
        if len(sounds) < _SHORTEST - 1 or 0.7 * len(sounds) > len(term) + 2:
            return False
        size = len(sounds)
        return any(likeness(sounds, term.first(length)) >= _BEGINS for length in (size - 1, size, size + 1))

    def _add(self, one: Wanted) -> None:
        self.size += 1
        words = key_of(one.text)
        self._letters.setdefault(letters_of(words), one)
        for phrase in one.mishearings:
            self._known.setdefault(key_of(phrase), one)
            self.longest = max(self.longest, len(key_of(phrase)))
        for phrase in (one.text, *one.spoken):
            spoken = key_of(phrase)
            self.longest = max(self.longest, len(spoken) + 1)
            if len(sounds := self._ear.sounds(spoken)) >= _SHORTEST:
                self._ways.append(_Way(sounds, one, phrase != one.text))

    def _look_up(self, heard: tuple[str, ...]) -> list[Hit]:
        if wanted := self._known.get(heard):
            return [Hit(wanted, 1.0, 1.0, known=True)]
        if len(heard) > self.longest or not letters_of(heard) or rarest(heard, self._zipf) >= _TOO_ORDINARY:
            return []
        best: dict[str, Hit] = {}
        for suffix, words in _endings(heard):
            for way, alike in self._sounding_like(words):
                hit = Hit(way.wanted, alike, 0.0, suffix, known=way.listed and alike > _SAME)
                other = best.get(way.wanted.text)
                if other is None or (other.alike, other.known) < (hit.alike, hit.known):
                    best[way.wanted.text] = hit
        if same := self._letters.get(letters_of(heard)):
            best[same.text] = Hit(same, 1.0, 0.0)
        return _with_margins(sorted(best.values(), key=lambda hit: -hit.alike))

    def _sounding_like(self, words: Sequence[str]) -> Iterator[tuple[_Way, float]]:
        sounds = self._ear.sounds(words)
        if len(sounds) < _SHORTEST:
            return
        shelf = self._shelf(len(sounds))
        close = process.extract(
            sounds.outline, shelf.outlines, scorer=Levenshtein.distance,
            limit=None, score_cutoff=int(_FIRST_LOOK * len(sounds)),
        )  # fmt: skip
        for _, _, number in close:
            alike = likeness(sounds, shelf.ways[number].sounds)
            if alike >= _CLOSE:
                yield shelf.ways[number], alike

    def _shelf(self, size: int) -> _Shelf:
        """All ways of saying terms of about this length."""
        if size not in self._shelves:
            fitting = [way for way in self._ways if 0.7 <= len(way.sounds) / size <= 1 / 0.7]
            self._shelves[size] = _Shelf([way.sounds.outline for way in fitting], fitting)
        return self._shelves[size]


def letters_of(words: Sequence[str]) -> str:
    """What is left of a phrase without spaces, hyphens and dots: "N, IHR" and "NIHR" are the same letters."""
    return "".join(sign for word in words for sign in word if sign.isalnum())


def key_of(phrase: str) -> tuple[str, ...]:
    """A phrase as it is looked up: its plain words."""
    return tuple(word for word in map(plain, phrase.split()) if word)


def without_possessive(text: str) -> str:
    """ "Murch's" and "Keys'" are said of Murch and of Keys: the ending is no part of the term."""
    return _POSSESSIVE.sub("", text)


def _endings(heard: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "", heard
    for suffix in SUFFIXES:
        stem = heard[-1].removesuffix(suffix)
        if stem != heard[-1] and len(stem) >= 4:
            yield suffix, (*heard[:-1], stem)
            return


def _with_margins(hits: list[Hit]) -> list[Hit]:
    if not hits:
        return []
    best, second = hits[0], hits[1].alike if len(hits) > 1 else 0.0
    return [Hit(best.wanted, best.alike, best.alike - second, best.suffix, best.known)]
