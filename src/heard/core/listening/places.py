"""Which opinions are about the same place, and what each says about all of its words.

People choose the words they speak about, so one says “coal production” and another “the coal production”. Changes that
touch the same words make one place; a confirmation belongs to every place that it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from heard.core.listening.agreement import Opinion, Says
from heard.core.transcript.scripts import joined
from heard.core.transcript.words import Transcript, text_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """An opinion about neighbouring words, by their ids; with none, about the gap after the word `after`."""

    opinion: Opinion
    words: tuple[str, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Words that opinions are about, as they read in `heard`; none: the gap after the word `after`."""

    words: tuple[str, ...]
    after: str | None
    heard: str
    opinions: tuple[Opinion, ...]


_Range = tuple[int, int]
"""Positions, the end not included; a gap has no length."""


def places(transcript: Transcript, said: Iterable[Judgement]) -> list[Place]:
    """The places, in the order of the text, each with its opinions in the order given.

    Opinions about words that are no longer there are left out: they need an editor (`corrections.standing`).
    """
    found = [(span, one.opinion) for one in said if (span := _span(transcript, one)) is not None]
    changes = _merged(span for span, opinion in found if _asks(opinion))
    alone = {span for span, opinion in found if not _asks(opinion) and not any(_touch(span, one) for one in changes)}
    about = [(place, [one for one in found if _touch(one[0], place)]) for place in changes]
    about += [(place, [one for one in found if one[0][0] <= place[0] and place[1] <= one[0][1]]) for place in alone]
    return [_place(transcript, place, touching) for place, touching in sorted(about, key=lambda pair: pair[0])]


def _asks(opinion: Opinion) -> bool:
    """Whether it says that something else should stand there."""
    return opinion.says in (Says.TEXT, Says.NOTHING, Says.WRONG)


def _span(transcript: Transcript, one: Judgement) -> _Range | None:
    positions = [transcript.positions.get(word) for word in one.words]
    if not positions:
        before = -1 if one.after is None else transcript.positions.get(one.after)
        return None if before is None else (before + 1, before + 1)
    first = positions[0]
    if first is None or positions != list(range(first, first + len(positions))):
        return None
    return first, first + len(positions)


def _merged(spans: Iterable[_Range]) -> list[_Range]:
    merged: list[_Range] = []
    for span in sorted(spans):
        if merged and _touch(merged[-1], span):
            merged[-1] = merged[-1][0], max(merged[-1][1], span[1])
        else:
            merged.append(span)
    return merged


def _touch(one: _Range, other: _Range) -> bool:
    """Whether they share a word, or a gap is the same or lies between words of the other."""
    return one == other or max(one[0], other[0]) < min(one[1], other[1]) or _inside(one, other) or _inside(other, one)


def _inside(gap: _Range, span: _Range) -> bool:
    return gap[0] == gap[1] and span[0] < gap[0] < span[1]


def _place(transcript: Transcript, place: _Range, touching: Sequence[tuple[_Range, Opinion]]) -> Place:
    words = transcript.words[place[0] : place[1]]
    opinions = [_widened(transcript, place, span, opinion) for span, opinion in touching]
    after = transcript.words[place[0] - 1].id if not words and place[0] else None
    return Place(tuple(word.id for word in words), after, text_of(words), tuple(opinions))


def _widened(transcript: Transcript, place: _Range, span: _Range, opinion: Opinion) -> Opinion:
    """What somebody who spoke of some words of a place says about all of them: the others stay as they are."""
    if opinion.says not in (Says.TEXT, Says.NOTHING) or span == place:
        return opinion
    before, after = transcript.words[place[0] : span[0]], transcript.words[span[1] : place[1]]
    text = opinion.text if opinion.says is Says.TEXT else ""
    return replace(opinion, says=Says.TEXT, text=joined(filter(None, [text_of(before), text, text_of(after)])))
