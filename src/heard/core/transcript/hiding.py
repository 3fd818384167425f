"""Parts of a story that its people took out of sight: the words, the sound and the captions together.

    hide(transcript, spans)      -> what everybody may read: one stated gap for each part, never its words
    covers(spans, start, end)    -> whether something that was said about these seconds is hidden too

Spans are kept in seconds, because every revision, every take and the sound share these, and no word ids.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from itertools import chain

from heard.core.errors import BadInput
from heard.core.transcript.words import Transcript, Word

Stretch = tuple[float, float]
"""From, to: seconds."""

GAP = "[hidden]"
MARGIN = 0.25
"""Seconds of silence that are hidden along with words, to both sides: a recogniser's times are a little off."""
FOR_GOOD = 60.0
"""Seconds by which a hidden end reaches past the end, so that rounding leaves nothing to hear."""
_AT_THE_EDGE = 0.05


def hide(transcript: Transcript, spans: Iterable[Stretch]) -> Transcript:
    """The transcript without the words that any span touches. Where the beginning or the end is cut off, no gap is
    stated, and it is over where what is cut off begins."""
    hidden = merged(spans)
    if not hidden:
        return transcript
    length = length_of(transcript)
    shown = [word for word in transcript.words if not covers(hidden, word.start, word.end)]
    inside = [span for span in hidden if not is_at_an_edge(span, length)]
    gaps = [_gap(transcript, span) for span in inside]
    over = min((start for start, end in hidden if start > 0 and is_at_an_edge((start, end), length)), default=None)
    if over is not None and transcript.timed:
        transcript = replace(transcript, duration=over)
    return transcript.with_words(sorted(chain(shown, gaps), key=lambda word: word.start))


def covers(spans: Iterable[Stretch], start: float, end: float) -> bool:
    """Whether any of the seconds are hidden. A moment without length is hidden at the edges of a span too."""
    return any((start < last and first < end) or (start == end and first <= start <= last) for first, last in spans)


def merged(spans: Iterable[Stretch]) -> list[Stretch]:
    """The same seconds as spans that do not touch, in order."""
    done: list[Stretch] = []
    for start, end in sorted(spans):
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(done[-1][1], end)
        else:
            done.append((start, end))
    return done


def key_of(spans: Iterable[Stretch]) -> str:
    """A short name for what is hidden: sound that was made without it carries the same. Empty when nothing is."""
    hidden = [(round(float(start), 3), round(float(end), 3)) for start, end in merged(spans)]
    return sha256(repr(hidden).encode()).hexdigest()[:16] if hidden else ""


# Choosing


def around(transcript: Transcript, first: str, last: str) -> Stretch:
    """The seconds of the words from `first` to `last`, with some of the silence beside them and nothing of another
    word. From the first word on, the beginning is hidden too; up to the last, the end.

    Raises BadInput when the words do not stand there in this order.
    """
    words = transcript.span(first, last)
    if not words:
        raise BadInput("Choose the first word, then one that comes after it.", code="unknown-words")
    start, end = transcript.positions[first], transcript.positions[last]
    before = transcript.words[start - 1].end if start else None
    after = transcript.words[end + 1].start if end + 1 < len(transcript.words) else None
    return (
        0.0 if before is None else round(max(before, words[0].start - MARGIN), 3),
        length_of(transcript) if after is None else round(min(after, words[-1].end + MARGIN), 3),
    )


def check_span(span: Stretch, transcript: Transcript) -> None:
    """Raises BadInput for seconds that are not in the recording."""
    start, end = span
    if not 0 <= start < end <= length_of(transcript) + _AT_THE_EDGE:
        raise BadInput("These seconds are not in this recording. Give a start and a later end.", code="bad-seconds")


def is_at_an_edge(span: Stretch, length: float) -> bool:
    return span[0] <= 0.0 or span[1] >= length - _AT_THE_EDGE


def muted(spans: Iterable[Stretch], length: float) -> list[Stretch]:
    """What is to be silent in the sound."""
    return [(start, end + FOR_GOOD if end >= length - _AT_THE_EDGE else end) for start, end in merged(spans)]


def is_gap(word: str) -> bool:
    """Whether an id is that of a gap, which nobody can correct."""
    return word.startswith("gap-")


def _gap(transcript: Transcript, span: Stretch) -> Word:
    """One word that says that something is hidden. It has the place and voice of what it stands for, no more."""
    start, end = span
    words = [word for word in transcript.words if covers([span], word.start, word.end)]
    before = [word for word in transcript.words if word.end <= start]
    beside = words[0] if words else before[-1] if before else None
    voices = {word.speaker for word in words}
    return Word(
        id=f"gap-{round(start * 1000)}",
        text=GAP,
        start=start,
        end=end,
        speaker=voices.pop() if len(voices) == 1 else None,
        source="hidden",
        paragraph=beside.paragraph if beside else 0,
    )


def length_of(transcript: Transcript) -> float:
    """Seconds: an imported transcript may state none."""
    return max(transcript.duration, transcript.words[-1].end if transcript.words else 0.0)
