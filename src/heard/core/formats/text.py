"""Plain text: one paragraph to a line, with its speaker and, if wished, when it begins.

[0:12] Ada: We have always wanted to be heard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from heard.core.formats.options import PLAIN, Options, clock
from heard.core.formats.reading import Heard, as_text, transcript_of
from heard.core.pacing import PACE, weights
from heard.core.words import Transcript

_TIME = re.compile(r"\[(?:(\d+):)?(\d{1,2}):(\d{2})\]\s*")
# A name as people write it before what somebody says: up to three words, each with a capital or a number.
_SPEAKER = re.compile(r"((?:[^\W\d_a-z][\w'’.-]*)(?: (?:[^\W_a-z][\w'’.-]*)){0,2}): (?=\S)")


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    """Paragraphs with an empty line between them."""
    lines = []
    for paragraph in options.view(transcript).paragraphs:
        time = f"[{clock(paragraph.start)}] " if options.times else ""
        name = transcript.speaker_name(paragraph.speaker)
        lines.append(f"{time}{name}: {paragraph.text}" if name else f"{time}{paragraph.text}")
    return "\n\n".join(lines) + "\n"


def read(data: bytes | str) -> Transcript:
    """Text has no times: words are laid out at the pace of ordinary talk, from the times that are written if any."""
    heard: list[Heard] = []
    for line in as_text(data).splitlines():
        spoken = parse(line)
        if not spoken.text:
            continue
        free = heard[-1].end if heard else 0.0
        start = max(free, spoken.start or 0.0)
        heard.append(Heard(spoken.text, start, start + PACE * sum(weights(spoken.text.split())), spoken.speaker))
    return transcript_of(heard)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, taken apart. `start` is in seconds."""

    text: str
    speaker: str | None = None
    start: float | None = None


def parse(line: str) -> Line:
    """Tell the time and the speaker from what was said."""
    rest, start = line.strip(), None
    if time := _TIME.match(rest):
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        rest, start = rest[time.end() :], float(hours * 3600 + minutes * 60 + seconds)
    if speaker := _SPEAKER.match(rest):
        return Line(rest[speaker.end() :], speaker.group(1), start)
    return Line(rest, None, start)
