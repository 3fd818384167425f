"""Breaths: some neighbouring words of a story, about as many as somebody says in one breath, so that they are about one
thing. A model reads what each means.

They overlap, and go on from one passage into the next: a question and its answer are often one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from heard.core.sentences import Sentence

SIZES = (24,)
"""Words."""
VERSION = 1
"""Another one where the same words would be cut in another way: every story is then read anew."""


@dataclass(frozen=True, slots=True)
class Breath:
    """`size` words from word `at` of the story on. Of the passages that they stand in, `number` has most of them, and
    those are `words` from its word `first` on. `key` is the same wherever the same words stand."""

    at: int
    size: int
    number: int
    first: int
    words: int
    key: str

    def overlaps(self, other: Breath) -> bool:
        return self.at < other.at + other.size and other.at < self.at + self.size


def digest(passages: Iterable[tuple[int, str]], language: str) -> str:
    """Another one when any word of them is another. Empty where nothing was said."""
    said = "\n".join(f"{number} {text}" for number, text in passages if text)
    return sha256(f"{VERSION} {language} {said}".encode()).hexdigest()[:32] if said else ""


def breaths(passages: Iterable[tuple[int, str]]) -> Iterator[tuple[Breath, str]]:
    """Every breath of a story and its text, from its passages by number."""
    told = [(number, at, word) for number, text in passages if text for at, word in enumerate(text.split(" "))]
    for size in SIZES:
        for start in _starts(len(told), size):
            part = told[start : start + size]
            yield _breath(start, part), " ".join(word for _, _, word in part)


def _starts(words: int, size: int) -> list[int]:
    """They overlap by half, and the last one ends with the story."""
    if not words:
        return []
    last = max(words - size, 0)
    return [*range(0, last, size // 2), last]


def _breath(start: int, part: Sequence[tuple[int, int, str]]) -> Breath:
    numbers = [number for number, _, _ in part]
    number = max(dict.fromkeys(numbers), key=numbers.count)
    first = next(at for of, at, _ in part if of == number)
    key = sha256(" ".join(word for _, _, word in part).encode()).hexdigest()[:16]
    return Breath(start, len(part), number, first, numbers.count(number), key)


# How alike two meanings are

VERY_CLOSE, CLOSE, PERHAPS = 0.55, 0.4, 0.25
_IN_WORDS = (
    (VERY_CLOSE, Sentence("very close")),
    (CLOSE, Sentence("close")),
    (PERHAPS, Sentence("perhaps")),
)


def likeness(alike: float) -> Sentence | None:
    """In words: figures would promise more than a model knows. None where it is not worth showing."""
    return next((said for least, said in _IN_WORDS if alike >= least), None)


def best_of(found: Iterable[tuple[float, Breath]], most: int) -> list[tuple[float, Breath]]:
    """The most alike, none over another: one answer a breath."""
    kept: list[tuple[float, Breath]] = []
    for alike, breath in sorted(found, key=lambda one: (-one[0], one[1].at)):
        if alike < PERHAPS or len(kept) == most:
            break
        if not any(breath.overlaps(other) for _, other in kept):
            kept.append((alike, breath))
    return kept
