"""WebVTT, the captions of the web (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re

from heard.core.errors import BadTranscript
from heard.core.formats.captions import Caption, captions
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import Heard, as_text, transcript_of
from heard.core.pacing import divide, weights
from heard.core.words import Transcript

_TIMES = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})[.,](\d{3})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    cues = [_cue(caption) for caption in captions(options.view(transcript))]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def read(data: bytes | str) -> Transcript:
    """Words share the time of their cue. Raises BadTranscript where a cue has no valid time."""
    text = as_text(data)
    if not text.startswith("WEBVTT"):
        raise BadTranscript("This file does not begin with WEBVTT.", code="not-webvtt")
    return transcript_of(said for block in blocks(text)[1:] for said in _spoken(block))


def timestamp(seconds: float, mark: str = ".") -> str:
    """Hours, minutes, seconds and thousandths: 00:01:02.345."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}{mark}{thousandths:03}"


def blocks(text: str) -> list[list[str]]:
    """The lines of each cue, and of what else stands between empty lines."""
    return [block.split("\n") for block in re.split(r"\n{2,}", "\n".join(text.splitlines()).strip("\n"))]


def span(line: str) -> tuple[float, float]:
    """Start and end of a cue in seconds."""
    first, _, last = line.partition("-->")
    start, end = _TIMES.match(first.strip()), _TIMES.match(last.strip())
    if not start or not end:
        raise BadTranscript(f"A caption has no valid time: “{line[:60]}”.", code="time")
    return _seconds(start), _seconds(end)


def _seconds(match: re.Match[str]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _cue(caption: Caption) -> str:
    lines = [f"{timestamp(caption.start)} --> {timestamp(caption.end)}"]
    speaking = ""
    for name, text in caption.lines:
        voice = f"<v {_name(name)}>" if name and name != speaking else ""
        lines.append(voice + html.escape(text, quote=False))
        speaking = name
    return "\n".join(lines)


def _name(name: str) -> str:
    """A name inside a tag: on one line."""
    return html.escape(" ".join(name.split()), quote=False)


def _spoken(block: list[str]) -> list[Heard]:
    """What a cue says, by whom. Notes, styles and regions say nothing."""
    times = next((number for number, line in enumerate(block[:2]) if "-->" in line), None)
    if times is None:
        return []
    start, end = span(block[times])
    before, *voices = _VOICE.split(" ".join(block[times + 1 :]))
    names: list[str | None] = [None, *(html.unescape(name).strip() for name in voices[::2])]
    said = [(name, _bare(text)) for name, text in zip(names, [before, *voices[1::2]], strict=True) if _bare(text)]
    shares = divide(start, end, weights([text for _, text in said])) if said else []
    return [Heard(text, start, end, name) for (name, text), (start, end) in zip(said, shares, strict=True)]


def _bare(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()
