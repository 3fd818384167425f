"""What every reader needs: text out of bytes, and words in good order out of what other programs wrote."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from heard.core.errors import BadTranscript
from heard.core.pacing import divide, weights
from heard.core.words import Speaker, Transcript, Word

# A word that another program gave no length gets this, in seconds.
LEAST_LENGTH = 0.01
# No recording is longer than this, in seconds.
LATEST = 1e9
# A silence this long, in seconds, after a full stop begins a paragraph where nobody says who speaks.
PARAGRAPH_PAUSE = 2.0

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def as_text(data: bytes | str) -> str:
    """Decode UTF-8, or UTF-16 that says so. Raises BadTranscript rather than guess and spoil names."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise BadTranscript("This file is not UTF-8 text. Save it as UTF-8 and try again.", code="encoding") from None


def as_json(data: bytes | str) -> Any:
    try:
        return json.loads(as_text(data))
    except (ValueError, RecursionError):
        raise BadTranscript("This file is not valid JSON.", code="not-json") from None


@dataclass(frozen=True, slots=True)
class Heard:
    """Some text with its time in seconds, as another program gave it. It may hold several words."""

    text: str
    start: float
    end: float
    speaker: str | None = None
    confidence: float = 1.0


def transcript_of(
    heard: Iterable[Heard], *, language: str = "en", duration: float = 0.0, engine: str = ""
) -> Transcript:
    """A transcript whose words are in order, have some length and never overlap.

    Speakers are called as the other program called them. A paragraph begins where the speaker changes, or after a
    long silence where a sentence has ended.
    """
    words = _numbered(_untangled(_single(heard)))
    names = dict.fromkeys(word.speaker for word in words if word.speaker)
    last = words[-1].end if words else 0.0
    return Transcript(
        words=tuple(words),
        language=language or "en",
        duration=max(duration, last),
        engine=engine,
        speakers=tuple(Speaker(name, name) for name in names),
    )


def seconds(value: Any, what: str) -> float:
    """A time that another program wrote as a number or as text. Raises BadTranscript for anything else."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not 0 <= number < LATEST:
        raise BadTranscript(f"{what} has no valid time.", code="time")
    return number


def share_of(value: Any) -> float:
    """A confidence from 0 to 1, or 1 where none was given."""
    try:
        return min(1.0, max(0.0, float(value)))
    except (TypeError, ValueError, OverflowError):
        return 1.0


def _single(heard: Iterable[Heard]) -> list[Heard]:
    """One word each, in order of time."""
    single = []
    for some in heard:
        texts = some.text.split()
        times = divide(some.start, some.end, weights(texts)) if texts else []
        single += [Heard(text, *time, some.speaker, some.confidence) for text, time in zip(texts, times, strict=True)]
    return sorted(single, key=lambda word: word.start)


def _untangled(heard: Sequence[Heard]) -> list[Heard]:
    """Starts stay where they can: a word that runs into the next is cut short, one without length gets a little."""
    done: list[Heard] = []
    for word in heard:
        start = word.start
        if done and start < done[-1].end:
            start = max(start, round(done[-1].start + LEAST_LENGTH, 3))
            last = done.pop()
            done.append(Heard(last.text, last.start, min(last.end, start), last.speaker, last.confidence))
        end = max(word.end, round(start + LEAST_LENGTH, 3))
        done.append(Heard(word.text, start, end, word.speaker, word.confidence))
    return done


def _numbered(heard: Sequence[Heard]) -> list[Word]:
    paragraphs = [0]
    for before, after in pairwise(heard):
        paused = after.start - before.end >= PARAGRAPH_PAUSE and before.text.endswith((".", "?", "!", "۔"))
        paragraphs.append(paragraphs[-1] + (paused or before.speaker != after.speaker))
    return [
        Word(f"w{n}", word.text, word.start, word.end, word.speaker, word.confidence, paragraph=paragraph)
        for n, (word, paragraph) in enumerate(zip(heard, paragraphs, strict=False), start=1)
    ]
