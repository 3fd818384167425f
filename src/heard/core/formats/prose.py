"""A story that somebody wrote: paragraphs, without times."""

from __future__ import annotations

from collections.abc import Iterator

from heard.core.errors import BadInput, BadTranscript
from heard.core.formats.lines import paragraphs
from heard.core.formats.reading import as_lines
from heard.core.transcript.line import Said, written
from heard.core.transcript.words import Transcript

LONGEST = 300_000
"""Characters of a text, as it is sent."""


def read(text: str, *, language: str = "en", names_speakers: bool = False) -> Transcript:
    """With `names_speakers` a paragraph may begin with who speaks, as in “Ada: …”. Raises BadInput for a text without
    words, or for one that is longer than a story is."""
    if len(text) > LONGEST:
        said = "That is too long. Please use no more than %(longest)d letters."
        raise BadInput(said, code="too-long", field="text", longest=LONGEST)
    try:
        transcript = written(_spoken(text) if names_speakers else _paragraphs(text), language=language)
    except BadTranscript as error:
        raise BadInput(error.said, code=error.code, field="text") from None
    if not transcript.words:
        raise BadInput("Write the story first.", code="no-text", field="text")
    return transcript


def write(transcript: Transcript) -> str:
    """As `read` takes it: paragraphs with an empty line between them."""
    told = ((transcript.speaker_name(one.speaker), one.text) for one in transcript.paragraphs)
    return "\n\n".join(f"{name}: {text}" if name else text for name, text in told)


def _paragraphs(text: str) -> Iterator[Said]:
    """Where a line is empty, empty lines part them; else each line is one."""
    lines = [line.strip() for line in as_lines(text.strip())]
    if "" not in lines:
        yield from map(Said, lines)
        return
    for block in "\n".join(lines).split("\n\n"):
        yield Said(" ".join(block.split("\n")))


def _spoken(text: str) -> Iterator[Said]:
    """Lines that go on are one paragraph."""
    said: list[Said] = []
    for line in paragraphs(as_lines(text)):
        if said and not line.fresh:
            said[-1] = Said(f"{said[-1].text} {line.text}", said[-1].speaker)
        else:
            said.append(Said(line.text, line.speaker))
    yield from said
