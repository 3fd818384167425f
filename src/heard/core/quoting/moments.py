"""A moment: a few words of a story that somebody passes on, pinned to the words and not to a copy of them.

    pin(words)                      -> the Span of words that may be one moment
    quoted(span, same, transcript)  -> what is to be read there now, and whether it was put right since

A moment never holds the words. Whoever keeps it keeps a seal of how they read, and `same` tells whether a text still
reads so. `transcript` is the story as everybody may read it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heard.core.errors import BadInput
from heard.core.transcript.hiding import covers
from heard.core.transcript.scripts import ends_sentence
from heard.core.transcript.spans import Span, now_at, span_of
from heard.core.transcript.words import Transcript, Word, text_of

LONGEST = 150
"""Words. About a minute of speech: more is a story, which has an address of its own."""
_ENOUGH = 20  # words that are worth a line of their own, where a long paragraph is offered in pieces


class State(StrEnum):
    WHOLE = "whole"  # as it was when it was passed on
    PUT_RIGHT = "put right"  # other words stand there now
    HIDDEN = "hidden"  # a part of it was taken out of sight: nothing of it is shown
    GONE = "gone"  # nothing is said there any more


@dataclass(frozen=True, slots=True)
class Quoted:
    """What is to be read. `words` is empty unless something may be shown."""

    state: State
    words: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.words)


def pin(words: Sequence[Word]) -> Span:
    """Raises BadInput for what cannot be a moment."""
    if not words:
        raise BadInput("Choose the first word, then one that comes after it.", code="unknown-words")
    if any(word.is_gap for word in words):
        raise BadInput("A part of the story is hidden here. Choose only words that you can read.", code="hidden")
    if len(words) > LONGEST:
        raise BadInput(
            "That is more than %(most)s words. Choose fewer, or pass on the whole story.",
            code="too-long",
            most=LONGEST,
        )
    return span_of(words)


def quoted(span: Span, same: Callable[[str], bool], transcript: Transcript) -> Quoted:
    gaps = [(word.start, word.end) for word in transcript.words if word.is_gap]
    if covers(gaps, span.start, span.end):
        return Quoted(State.HIDDEN)
    words = now_at(span, transcript)
    if not words:
        return Quoted(State.GONE)
    return Quoted(State.WHOLE if same(text_of(words)) else State.PUT_RIGHT, words)


def pieces_of(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words of a paragraph, without gaps, in runs of whole sentences that each make a moment: so that they can be
    chosen from a list."""
    pieces: list[tuple[Word, ...]] = []
    run: list[Word] = []
    for word in words:
        if word.is_gap or len(run) == LONGEST:
            pieces.append(tuple(run))
            run = []
        if not word.is_gap:
            run.append(word)
            if len(run) >= _ENOUGH and ends_sentence(word.text):
                pieces.append(tuple(run))
                run = []
    return [piece for piece in (*pieces, tuple(run)) if piece]
