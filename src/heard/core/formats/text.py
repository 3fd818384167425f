"""Plain text: paragraphs with their speaker and, if wished, when they begin.

[0:12] Ada: We have always wanted to be heard.

Read as people and programs write it: by hand, copied from a page, by Otter, Rev, Descript, Teams, Zoom or Whisper.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from heard.core.formats import srt, webvtt
from heard.core.formats.lines import Line, paragraphs
from heard.core.formats.options import PLAIN, Options, clock
from heard.core.formats.reading import Heard, Notes, Utterance, as_lines, as_spoken, natural, noted, transcript_of
from heard.core.formats.times import span
from heard.core.transcript.pacing import divide
from heard.core.transcript.scripts import one_line
from heard.core.transcript.words import Transcript


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    """Paragraphs with an empty line between them."""
    lines = []
    for paragraph in options.view(transcript).paragraphs:
        time = f"[{clock(paragraph.start)}] " if options.times and transcript.timed else ""
        name, said = one_line(transcript.speaker_name(paragraph.speaker)), one_line(paragraph.text)
        lines.append(f"{time}{name}: {said}" if name else f"{time}{said}")
    return "\n\n".join(lines) + "\n"


def read(data: bytes | str, notes: Notes | None = None) -> Transcript:
    """Where a text has times they are kept. Other words are laid out at the pace of ordinary talk between them."""
    notes = [] if notes is None else notes
    text = as_spoken(data, notes)
    lines = as_lines(text)
    if text.startswith("WEBVTT"):
        return webvtt.read(text, notes)
    if sum(_is_caption_time(line) for line in lines[:200]) > 0:
        return srt.read(text, notes)
    return transcript_of(_laid_out(paragraphs(lines), notes))


def _is_caption_time(line: str) -> bool:
    if "-->" not in line:
        return False
    times = span(line)
    return times.start is not None and times.end is not None


# Laying it out in time


def _laid_out(lines: Sequence[Line], notes: Notes) -> Iterator[Utterance]:
    """A time that is written stands: what is said before it ends there, however fast that is."""
    runs = _runs(lines, notes)
    for (start, run), (limit, _) in pairwise([*runs, (math.inf, [])]):
        end = start + sum(natural(line.text) for line in run)
        if len(run) == 1 and run[0].end is not None and run[0].end > start:
            end = run[0].end
        end = min(end, limit)
        for line, (begin, stop) in zip(run, divide(start, end, [natural(line.text) for line in run]), strict=True):
            yield (Heard(line.text, begin, stop, line.speaker or None, begins=line.fresh),)


def _runs(lines: Sequence[Line], notes: Notes) -> list[tuple[float, list[Line]]]:
    """Lines from one written time to the next later one."""
    runs: list[tuple[float, list[Line]]] = []
    for line in lines:
        if line.start is not None and runs and line.start < runs[-1][0]:
            notes.append(
                noted(
                    "The time %(time)s is earlier than the one before it, and was passed over.", time=clock(line.start)
                )
            )
        if not runs or (line.start is not None and line.start > runs[-1][0]):
            runs.append((line.start or 0.0, []))
        runs[-1][1].append(line)
    return runs
