"""SubRip, the captions that most video tools read."""

from __future__ import annotations

import re

from heard.core.errors import BadTranscript
from heard.core.formats.captions import Caption, captions
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import Heard, as_text, transcript_of
from heard.core.formats.webvtt import blocks, span, timestamp
from heard.core.words import Transcript

_TAG = re.compile(r"</?[a-zA-Z][^>]*>|\{\\[^}]*\}")


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    made = captions(options.view(transcript))
    return "\n\n".join(_cue(number, caption) for number, caption in enumerate(made, start=1)) + "\n"


def read(data: bytes | str) -> Transcript:
    """Words share the time of their caption. Raises BadTranscript where none has a valid time."""
    spoken = [_spoken(block) for block in blocks(as_text(data)) if block != [""]]
    return transcript_of(said for said in spoken if said.text)


def _cue(number: int, caption: Caption) -> str:
    """The format knows no speakers: where two share a caption each line begins with a dash, as is usual."""
    names = {name for name, _ in caption.lines}
    dash = "- " if len(names) > 1 else ""
    times = f"{timestamp(caption.start, ',')} --> {timestamp(caption.end, ',')}"
    return "\n".join([str(number), times, *(dash + text for _, text in caption.lines)])


def _spoken(block: list[str]) -> Heard:
    times = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
    if times is None:
        raise BadTranscript(f"A caption has no time: “{block[0][:60]}”.", code="time")
    start, end = span(block[times])
    return Heard(_TAG.sub("", " ".join(line.removeprefix("- ") for line in block[times + 1 :])).strip(), start, end)
