"""Transcripts as files: one module per format, each with `read`, `write` or both.

A file's format is told by the end of its name; of the several kinds of JSON, by what is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from heard.core.errors import BadInput
from heard.core.formats import aws_transcribe, docx, json, srt, text, webvtt, whisper
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import as_json
from heard.core.words import Transcript

__all__ = ["FORMATS", "Format", "Options", "by_suffix", "read", "write"]


def _read_json(data: bytes) -> Transcript:
    top = as_json(data)
    foreign = next((kind for kind in (aws_transcribe, whisper) if kind.recognises(top)), None)
    return foreign.read(data) if foreign else json.read(data)


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` has no dot; `media_type` is for downloads."""

    suffix: str
    media_type: str
    read: Callable[[bytes], Transcript]
    write: Callable[[Transcript, Options], str | bytes]


FORMATS = {
    known.suffix: known
    for known in (
        Format("json", "application/json", _read_json, json.write),
        Format("vtt", "text/vtt", webvtt.read, webvtt.write),
        Format("srt", "application/x-subrip", srt.read, srt.write),
        Format("txt", "text/plain", text.read, text.write),
        Format(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.read,
            docx.write,
        ),
    )
}


def by_suffix(name: str) -> Format:
    """The format of a file, from its name or from the suffix alone. Raises BadInput for one that is not known."""
    suffix = (PurePath(name).suffix or name).lstrip(".").lower()
    if suffix not in FORMATS:
        raise BadInput(f"“{name}” is in no known format. Known are: {', '.join(FORMATS)}.", code="unknown-format")
    return FORMATS[suffix]


def read(name: str, data: bytes) -> Transcript:
    """Raises BadTranscript with a sentence when `data` is not what `name` says."""
    return by_suffix(name).read(data)


def write(name: str, transcript: Transcript, options: Options = PLAIN) -> bytes:
    """The bytes of the file `name`; text is UTF-8."""
    content = by_suffix(name).write(transcript, options)
    return content.encode() if isinstance(content, str) else content
