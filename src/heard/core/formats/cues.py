"""Captions, however they are written: lines with a time, and who says what in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from heard.core.errors import BadTranscript
from heard.core.formats.names import Names
from heard.core.formats.reading import Heard, Notes, Utterance, natural, noted
from heard.core.formats.rolling import once
from heard.core.formats.times import span
from heard.core.sentences import to_translate
from heard.core.transcript.pacing import weights
from heard.core.transcript.scripts import words_in

_QUOTED = 60  # characters of a caption that a note repeats


@dataclass(frozen=True, slots=True)
class Bit:
    """Some text of a line. `voice` is who says it and `at` when it begins, in seconds, where the file says so."""

    text: str
    voice: str | None = None
    at: float | None = None


Lines = Sequence[Sequence[Bit]]


@dataclass(frozen=True, slots=True)
class Cue:
    """Seconds. `lines` are those on the screen."""

    start: float
    end: float
    lines: Lines


@dataclass(frozen=True, slots=True)
class Block:
    """A caption as it stands in a file: its number or name, the line with its time, and the lines below."""

    name: str
    timing: str
    lines: Sequence[str]


def cues(blocks: Iterable[Block], lines_of: Callable[[Sequence[str]], Lines], notes: Notes) -> list[Cue]:
    """What can be used. A caption that cannot is named in the notes and spoils no other; raises BadTranscript where
    there are captions and none has a time."""
    made: list[Cue] = []
    timings: list[str] = []
    for number, block in enumerate(blocks, start=1):
        lines = lines_of(block.lines)
        cue = _timed(block, block.name if block.name.isdecimal() else str(number), lines, notes)
        if cue is None:
            timings.append(block.timing)
        elif _text(lines):
            made.append(cue)
    if timings and not made:
        raise BadTranscript("No caption has a valid time: “%(quoted)s”.", code="time", quoted=quoted(timings[0]))
    return made


def _text(lines: Lines) -> str:
    return " ".join(bit.text for line in lines for bit in line).strip()


def quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _timed(block: Block, number: str, lines: Lines, notes: Notes) -> Cue | None:
    times, text = span(block.timing), _text(lines)
    if times.start is None:
        notes.append(
            noted(
                "Caption %(number)s has no valid time, “%(time)s”, and was left out: “%(text)s”.",
                number=number,
                time=quoted(block.timing),
                text=quoted(text),
            )
        )
        return None
    if times.end is not None and times.end > times.start:
        return Cue(times.start, times.end, lines)
    if text:
        say = to_translate("Caption %(number)s has no valid end, “%(time)s”: its words were given the time they take.")
        if times.end is not None:
            say = to_translate(
                "Caption %(number)s does not end after it begins, “%(time)s”: its words were given the time they take."
            )
        notes.append(noted(say, number=number, time=quoted(block.timing)))
    return Cue(times.start, times.start + max(natural(text), 0.1), lines)


# Who says what


def said_in(found: Sequence[Cue]) -> list[Utterance]:
    """What each caption says. Lines that are shown again while others roll in are said once."""
    shown = [replace(cue, lines=lines) for cue, lines in zip(found, once(found), strict=True) if lines]
    if any(bit.voice for cue in shown for line in cue.lines for bit in line):
        return [_spoken(cue, [(bit, bit.voice, False) for line in cue.lines for bit in line]) for cue in shown]
    names = Names((line[0].text.strip() for cue in shown for line in cue.lines if line), len(shown))
    return [_spoken(cue, bits) for cue, bits in zip(shown, _named(shown, names), strict=True)]


Voiced = tuple[Bit, str | None, bool]
"""Some text, who says it, and whether a paragraph begins there."""


def _named(shown: Sequence[Cue], names: Names) -> Iterator[list[Voiced]]:
    """Whoever is named speaks until somebody else is, or a dash says that somebody else does."""
    speaker: str | None = None
    for cue in shown:
        bits: list[Voiced] = []
        for line in filter(None, cue.lines):
            told = names.read(line[0].text.strip())
            if told.changes:
                speaker = told.name or None
            bits.append((Bit(told.text, line[0].voice, line[0].at), speaker, told.changes and not told.name))
            bits += [(bit, speaker, False) for bit in line[1:]]
        yield bits


def _spoken(cue: Cue, voiced: Sequence[Voiced]) -> Utterance:
    said, begins = [], False
    kept = [one for one in voiced if one[0].text.strip() or one[0].at is not None]
    times = _times(cue, [bit for bit, _, _ in kept])
    for (bit, speaker, fresh), (start, end) in zip(kept, times, strict=True):
        begins = begins or fresh
        if bit.text.strip():
            said.append(Heard(bit.text, start, end, speaker, begins=begins))
            begins = False
    return said


def _times(cue: Cue, bits: Sequence[Bit]) -> list[tuple[float, float]]:
    """When each bit is said: from the time it gives to the next that is given, shared by those between."""
    edges: list[float] = []
    for bit in bits:
        last = edges[-1] if edges else cue.start
        edges.append(last if bit.at is None else min(max(bit.at, last), cue.end))
    times: list[tuple[float, float]] = []
    at = 0
    while at < len(bits):
        following = at + 1
        while following < len(bits) and bits[following].at is None:
            following += 1
        end = edges[following] if following < len(bits) else cue.end
        times += _divided(edges[at], end, [sum(weights(words_in(bit.text))) for bit in bits[at:following]])
        at = following
    return times


def _divided(start: float, end: float, parts: Sequence[float]) -> list[tuple[float, float]]:
    whole, so_far, edges = sum(parts) or 1.0, 0.0, [start]
    for part in parts[:-1]:
        so_far += part
        edges.append(round(start + (end - start) * so_far / whole, 3))
    return list(pairwise([*edges, end]))
