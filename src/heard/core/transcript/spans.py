"""The one way to point into a story: some neighbouring words, and what became of them in a later revision.

    span_of(words)              -> the Span of words as they stand
    stands(span, transcript)    -> the words, while the very same ones stand there, side by side
    now_at(span, transcript)    -> what stands there now, whatever was put right, hidden or heard anew since

A word keeps its id through every revision, unless it is itself replaced; a later take of the machine may give all of
them new ids. The seconds of a recording never change, so they are what is left to go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True, slots=True)
class Span:
    """The `ids` of neighbouring words, in order (where only the ends are kept: these two), from `start` to `end` in
    seconds of the recording."""

    ids: tuple[str, ...]
    start: float
    end: float


def span_of(words: Sequence[Word]) -> Span:
    return Span(tuple(word.id for word in words), words[0].start, words[-1].end)


def stands(ids: Sequence[str], text: str, transcript: Transcript) -> tuple[Word, ...]:
    """The words with these ids, while nothing has come between them and they read like `text`. Else none."""
    there = transcript.span(ids[0], ids[-1]) if ids else ()
    return there if [word.id for word in there] == list(ids) and text_of(there) == text else ()


def now_at(span: Span, transcript: Transcript) -> tuple[Word, ...]:
    """The words that stand there now, the gaps of what is hidden among them. None where nothing is said there any more.

    They reach from the first to the last word that is still there or, where one of these was replaced, as far as the
    words that are said in its seconds.
    """
    kept = [transcript.positions[one] for one in span.ids if one in transcript.positions]
    whole = len(span.ids) > 0 and {span.ids[0], span.ids[-1]} <= transcript.positions.keys()
    said = [] if whole else _positions(transcript.within(span.start, span.end), transcript)
    places = [*kept, *said]
    return transcript.words[min(places) : max(places) + 1] if places else ()


def _positions(words: Iterable[Word], transcript: Transcript) -> list[int]:
    return [transcript.positions[word.id] for word in words]
