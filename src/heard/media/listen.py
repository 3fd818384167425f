"""Ask the sound: how well the written words fit it, and whether it prefers what a proposal says.

A small recogniser is told the text of half a minute and gives each word its probability. For a proposal it is told
both texts; the difference is the sound's own verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from heard.core.transcript.words import Word
from heard.media.engines.judge import Judge, Window
from heard.media.request import Hearing, OnShare, OnVerdict
from heard.media.sound import RATE, Cut, Samples, cutting

_LONGEST, _EDGE = 24.0, 0.3
_AFTER = 4
"""Words after the changed ones that are weighed too: a wrong word spoils what follows."""


class Timed(Protocol):
    """A written word with its seconds."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


class Change(Protocol):
    """Words `first` to `last`, both included, should read `meant`."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def meant(self) -> str: ...


def told(
    words: Sequence[Timed], sound: Samples | Cut, judge: Judge, on_share: OnShare = lambda share: None
) -> list[float]:
    """For each word the logarithm of the probability of its least probable piece, if the text is taken as given."""
    found: list[float] = []
    for start, end in windows(words):
        window = judge.listen(_piece(words[start:end], sound))
        found += [min(pieces) for pieces in judge.opinions(window, [word.text for word in words[start:end]])]
        on_share(end / len(words))
    return found


def verdicts(words: Sequence[Word], sound: Samples, judge: Judge, changes: Sequence[Change]) -> list[float]:
    """For each change by how much the sound prefers it (below 0: it does not): how much more probable each piece of a
    word becomes, as a natural logarithm. By the piece, since a longer text is less probable whatever was said."""
    return [_verdict(words, change, sound, judge) for change in changes]


def listen(hearing: Hearing, on_verdict: OnVerdict) -> None:
    """The same for places of a recording of which only so much is read. For a process of its own."""
    with cutting(hearing.sound) as cut:
        judge = Judge(threads=hearing.threads)
        for place in hearing.places:
            on_verdict(place.name, _verdict(hearing.transcript.words, place, cut, judge))


def windows(words: Sequence[Timed]) -> Iterator[tuple[int, int]]:
    """Runs of words of at most 24 seconds, one after the other: first and end (not included)."""
    start = 0
    for position, word in enumerate(words):
        if position > start and word.end - words[start].start > _LONGEST:
            yield start, position
            start = position
    if start < len(words):
        yield start, len(words)


def _verdict(words: Sequence[Word], change: Change, sound: Samples | Cut, judge: Judge) -> float:
    """Of words that nothing is heard of, because the sound ends before them, the sound says nothing: 0."""
    first, end = _around(words, change)
    piece = _piece(words[first:end], sound)
    if len(piece) <= RATE * (words[change.first].start - _start(words[first:end])):
        return 0.0
    window = judge.listen(piece)
    before = [word.text for word in words[first : change.first]]
    after = [word.text for word in words[change.last + 1 : end]][:_AFTER]
    there = [word.text for word in words[change.first : change.last + 1]]
    return _fit(judge, window, before, [*change.meant.split(), *after]) - _fit(judge, window, before, [*there, *after])


def _fit(judge: Judge, window: Window, before: Sequence[str], words: Sequence[str]) -> float:
    opinions = judge.opinions(window, [*before, *words])[len(before) :]
    pieces = [chance for word in opinions for chance in word]
    return sum(pieces) / max(len(pieces), 1)


def _around(words: Sequence[Word], change: Change) -> tuple[int, int]:
    """The words before and after a change, about eight seconds to each side, and nothing across what is hidden."""
    middle = (words[change.first].start + words[change.last].end) / 2

    def inside(word: Word) -> bool:
        return not word.is_gap and abs((word.start + word.end) / 2 - middle) <= _LONGEST / 3

    first, end = change.first, change.last + 1
    while first > 0 and inside(words[first - 1]):
        first -= 1
    while end < len(words) and inside(words[end]):
        end += 1
    return first, end


def _start(words: Sequence[Timed]) -> float:
    """Where the piece of sound begins that is listened to for some words."""
    return max(0.0, words[0].start - _EDGE)


def _piece(words: Sequence[Timed], sound: Samples | Cut) -> Samples:
    start, end = _start(words), words[-1].end + _EDGE
    return sound(start, end) if callable(sound) else sound[int(start * RATE) : int(end * RATE)]
