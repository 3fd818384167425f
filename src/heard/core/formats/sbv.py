"""SubViewer, as YouTube hands captions back to those who made them. Read only.

0:00:01.000,0:00:02.500
What is said.
"""

from __future__ import annotations

import re

from heard.core.formats import srt
from heard.core.formats.cues import cues, said_in
from heard.core.formats.reading import Notes, as_lines, as_spoken, transcript_of
from heard.core.transcript.words import Transcript

_TIMES = re.compile(r"^(\d{1,6}:\d{2}:\d{2}\.\d{1,3})[ \t]*,[ \t]*(\d{1,6}:\d{2}:\d{2}\.\d{1,3})[ \t]*$")


def read(data: bytes | str, notes: Notes) -> Transcript:
    """Words share the time of their caption. Raises BadTranscript where none has a valid time."""
    lines = [_TIMES.sub(r"\1 --> \2", line) for line in as_lines(as_spoken(data, notes))]
    return transcript_of(said_in(cues(srt.blocks(lines, notes), srt.lines_of, notes)))
