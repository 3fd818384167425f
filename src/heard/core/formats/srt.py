"""SubRip, the captions that most video tools read, as loosely as players read them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from heard.core.errors import BadTranscript
from heard.core.formats import webvtt
from heard.core.formats.captions import Caption, captions
from heard.core.formats.cues import Bit, Block, Lines, cues, quoted, said_in
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import Notes, as_lines, as_spoken, noted, transcript_of
from heard.core.formats.times import is_span
from heard.core.transcript.scripts import visible
from heard.core.transcript.words import Transcript

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}|\{[YyCcFfSsPp]:[^{}]*\}")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|lrm|rlm|#\d{1,6}|#x[\da-fA-F]{1,5});")


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    made = captions(options.view(transcript))
    return "\n\n".join(_cue(number, caption) for number, caption in enumerate(made, start=1)) + "\n"


def read(data: bytes | str, notes: Notes | None = None) -> Transcript:
    """Words share the time of their caption. Raises BadTranscript where none has a valid time."""
    notes = [] if notes is None else notes
    text = as_spoken(data, notes)
    if text.startswith("WEBVTT"):
        return webvtt.read(text, notes)
    return transcript_of(said_in(cues(blocks(as_lines(text), notes), lines_of, notes)))


def _cue(number: int, caption: Caption) -> str:
    """The format knows no speakers: where two share a caption each line begins with a dash, as is usual."""
    names = {name for name, _ in caption.lines}
    dash = "- " if len(names) > 1 else ""
    times = f"{webvtt.timestamp(caption.start, ',')} --> {webvtt.timestamp(caption.end, ',')}"
    return "\n".join([str(number), times, *(dash + _unbroken(text) for _, text in caption.lines)])


def _unbroken(text: str) -> str:
    """Nothing in it reads as the time of a caption."""
    return text.replace("-->", "→")


def blocks(lines: Sequence[str], notes: Notes) -> Iterator[Block]:
    """A line with a time begins a caption, and only the next one ends it: empty lines do not. The number above a time
    is no word."""
    times = [at for at in range(len(lines)) if _begins(lines, at)]
    if not times:
        if any(map(str.strip, lines)):
            raise BadTranscript(
                "No caption has a time: “%(quoted)s”.", code="time", quoted=quoted(" ".join(lines[:20]))
            )
        return
    numbers = [_number_above(lines, before + 1, at) for before, at in zip([-1, *times], times, strict=False)]
    counted = numbers[0] is not None
    if (text := " ".join(lines[: times[0] if numbers[0] is None else numbers[0]]).strip()) and not text.isdecimal():
        notes.append(noted("These lines stand before the first time and were left out: “%(text)s”.", text=quoted(text)))
    for at, end, number, following in zip(times, [*times[1:], len(lines)], numbers, [*numbers[1:], None], strict=True):
        body = lines[at + 1 : following if counted and following is not None else end]
        name = lines[number].strip() if counted and number is not None else ""
        yield Block(name, lines[at], list(_without_timeless(body, name, notes)))


def _without_timeless(body: Sequence[str], name: str, notes: Notes) -> Iterator[str]:
    """The lines that are said. A number that follows on is a caption without a time: its words stay with these."""
    number, empty = name, False
    for line in map(str.strip, body):
        if empty and line.isdecimal() and number.isdecimal() and int(line[:9]) == int(number[:9]) + 1:
            notes.append(noted("Caption %(line)s has no time: its words stand with the caption before it.", line=line))
            number = line
        elif line:
            yield line
        empty = not line


def _begins(lines: Sequence[str], at: int) -> bool:
    """An arrow between words, with no figure in it or above it, is said."""
    line = lines[at]
    if not is_span(line):
        return False
    numbered = at > 0 and lines[at - 1].strip().isdecimal()
    return numbered or any(map(str.isdigit, line)) or not any(map(str.isalpha, line))


def _number_above(lines: Sequence[str], start: int, at: int) -> int | None:
    """Where the number of a caption stands: above its time, or an empty line further up if one is above it too."""
    above = at - 1
    while above >= start and not lines[above].strip():
        above -= 1
    if above < start or not lines[above].strip().isdecimal():
        return None
    alone = above == start or not lines[above - 1].strip()
    return above if above == at - 1 or alone else None


def lines_of(body: Sequence[str]) -> Lines:
    body = "\n".join(body).replace("\\h", " ").replace("\\N", "\n").split("\n")
    return [[Bit(visible(_ESCAPED.sub(lambda sign: html.unescape(sign[0]), _TAG.sub("", line))))] for line in body]
