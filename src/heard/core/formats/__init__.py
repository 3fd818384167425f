"""Transcripts as files: one module per format, each with `read`, `write` or both.

A file's format is told by the end of its name; of the several kinds of JSON, by what is in it. What a reader cannot
use, or has to guess, it says in notes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from heard.core.errors import BadInput, BadTranscript
from heard.core.formats import (
    assemblyai,
    aws_transcribe,
    azure_speech,
    deepgram,
    docx,
    elevenlabs,
    google_speech,
    json,
    podcast,
    rev_ai,
    sbv,
    speechmatics,
    srt,
    text,
    ttml,
    vosk,
    webvtt,
    whisper,
)
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import Notes, as_json
from heard.core.sentences import Sentence, to_translate
from heard.core.transcript.words import Transcript

__all__ = ["FORMATS", "Format", "Notes", "Options", "by_suffix", "offered", "read", "write"]

# Who else writes JSON. The first that knows a file reads it.
_FOREIGN = (
    aws_transcribe, deepgram, speechmatics, google_speech, azure_speech, rev_ai, assemblyai, elevenlabs, vosk, podcast,
    whisper,
)  # fmt: skip


def _read_json(data: bytes, notes: Notes) -> Transcript:
    top = as_json(data)
    if isinstance(top, dict) and top.get("format") == json.FORMAT:
        return json.from_document(top)
    try:
        if foreign := next((kind for kind in _FOREIGN if kind.recognises(top)), None):
            transcript: Transcript = foreign.read(top, notes)
            return transcript
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise BadTranscript("This JSON file is a damaged transcript.", code="damaged") from error
    raise BadTranscript(
        "This JSON file is no transcript of a kind that is known here: Heard's own, or one by Whisper or a service "
        "such as Amazon Transcribe.",
        code="unknown-json",
    )


@dataclass(frozen=True, slots=True)
class Format:
    """One that is read and written. `suffix` has no dot; `name` is what it is for, in the reader's language;
    `media_type` is for downloads. `is_record`: it leaves out nothing, um and er included. `needs_times`: words that
    were written, and never said in a recording, cannot be in it."""

    suffix: str
    said: str
    media_type: str
    read: Callable[[bytes, Notes], Transcript]
    write: Callable[[Transcript, Options], str | bytes]
    is_text: bool = True
    is_record: bool = False
    needs_times: bool = False

    @property
    def name(self) -> str:
        return str(Sentence(self.said))


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A new one is a file beside this one and a line here: pages, downloads and the command line go through them all.
FORMATS = {
    known.suffix: known
    for known in (
        Format("docx", to_translate("Word document"), _DOCX, docx.read, docx.write, is_text=False),
        Format("txt", to_translate("Plain text"), "text/plain", text.read, text.write),
        Format(
            "srt",
            to_translate("Captions for video editors"),
            "application/x-subrip",
            srt.read,
            srt.write,
            needs_times=True,
        ),
        Format("vtt", to_translate("Captions for the web"), "text/vtt", webvtt.read, webvtt.write, needs_times=True),
        Format(
            "json", to_translate("Every word with its time"), "application/json", _read_json, json.write, is_record=True
        ),
    )
}

# Read, and not written.
READ_ONLY: dict[str, Callable[[bytes, Notes], Transcript]] = {
    "sbv": sbv.read,
    "ttml": ttml.read,
    "dfxp": ttml.read,
}


def offered(*, timed: bool) -> list[Format]:
    """Those in which words with times can be written, or words without."""
    return [known for known in FORMATS.values() if timed or not known.needs_times]


def by_suffix(name: str) -> Format:
    """The format of a file, from its name or from the suffix alone. Raises BadInput for one that is not known."""
    suffix = _suffix(name)
    if suffix not in FORMATS:
        raise BadInput(
            "“%(name)s” is in no known format. Known are: %(known)s.",
            code="unknown-format",
            name=name,
            known=", ".join(FORMATS),
        )
    return FORMATS[suffix]


def read(name: str, data: bytes, notes: Notes | None = None) -> Transcript:
    """Raises BadTranscript with a sentence when `data` is not what `name` says. `notes` takes what could not be
    used, a sentence for each."""
    reader = READ_ONLY.get(_suffix(name)) or by_suffix(name).read
    return reader(data, [] if notes is None else notes)


def write(name: str, transcript: Transcript, options: Options = PLAIN) -> bytes:
    """The bytes of the file `name`; text is UTF-8. Raises BadInput where the words have no times and it needs them."""
    known = by_suffix(name)
    if known.needs_times and not transcript.timed:
        raise BadInput("These words have no times, so they cannot be “.%(name)s”.", code="no-times", name=known.suffix)
    content = known.write(transcript, options)
    return content.encode() if isinstance(content, str) else content


def _suffix(name: str) -> str:
    return (PurePath(name).suffix or name).lstrip(".").lower()
