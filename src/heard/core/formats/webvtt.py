"""WebVTT, the captions of the web, read as browsers read it (https://www.w3.org/TR/webvtt1/#file-parsing)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heard.core.errors import BadTranscript
from heard.core.formats.captions import Caption, captions
from heard.core.formats.cues import Bit, Block, Lines, cues, quoted, said_in
from heard.core.formats.options import PLAIN, Options
from heard.core.formats.reading import Notes, as_lines, as_spoken, noted, transcript_of
from heard.core.formats.times import clock, is_span, span
from heard.core.transcript.scripts import one_line, visible
from heard.core.transcript.words import Transcript

_TAG = re.compile(r"<(?P<time>\d[\d:.,]*)>|<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)[^\s<>]*(?P<says>\s[^<>]*)?>|</?>")
_UNCLOSED = re.compile(r"</?[A-Za-z][^<>\s]*(?=[^<>]*\Z)")
_BROKEN_TAG = re.compile(r"<[^<>]*>")
# Blocks that say nothing.
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
# Webex names who speaks beside the number of a cue: 3 "Ada Okafor" (1234)
_NAMED_CUE = re.compile(r'\d+ "([^"]{1,80})"(?: \(\d+\))?')


def write(transcript: Transcript, options: Options = PLAIN) -> str:
    made = [_cue(caption) for caption in captions(options.view(transcript))]
    return "\n\n".join(["WEBVTT", *made]) + "\n"


def read(data: bytes | str, notes: Notes | None = None) -> Transcript:
    """Words share the time of their cue, unless it says when each begins. Raises BadTranscript where no cue has a
    valid time."""
    notes = [] if notes is None else notes
    text = as_spoken(data, notes)
    lines = as_lines(text.replace("\0", "\ufffd"))
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        if not any("-->" in line for line in lines):
            raise BadTranscript("This file does not begin with WEBVTT, and holds no captions.", code="not-webvtt")
        notes.append(noted("This file does not begin with WEBVTT, as it should. Its captions were read all the same."))
        lines = ["WEBVTT", "", *lines]
    found = cues(_blocks(lines, notes), _lines, notes)
    return transcript_of(said_in(found))


def timestamp(seconds: float, mark: str = ".") -> str:
    """Hours, minutes, seconds and thousandths: 00:01:02.345."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest:02}{mark}{thousandths:03}"


# Writing


def _cue(caption: Caption) -> str:
    lines = [f"{timestamp(caption.start)} --> {timestamp(caption.end)}"]
    voices = {name for name, _ in caption.lines}
    speaking = None
    for name, text in caption.lines:
        said = _escaped(text)
        if len(voices) > 1:
            said = f"<v {_escaped(name)}>{said}</v>" if name else said
        elif name and name != speaking:
            said = f"<v {_escaped(name)}>{said}"
        lines.append(said)
        speaking = name
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


# Reading


def _blocks(lines: Sequence[str], notes: Notes) -> Iterator[Block]:
    """A line with an arrow begins a cue, whatever stands before it; the line above it is its name. An empty line ends
    it, and so does the next arrow."""
    at = _end_of_text(lines, 1)  # past the header
    name = ""
    while at < len(lines):
        if not is_span(lines[at]):
            following = lines[at + 1] if at + 1 < len(lines) else ""
            if not lines[at] or is_span(following):
                name = lines[at]
                at += 1
            else:
                at = _aside(lines, at, notes)
            continue
        end = _end_of_text(lines, at + 1)
        body = lines[at + 1 : end]
        numbered = end < len(lines) and bool(lines[end]) and _ends_in_number(body, name)
        if not _is_aside(name, lines[at]):
            yield _block(name, lines[at], body[:-1] if numbered else body)
        name, at = body[-1] if numbered else "", end


def _end_of_text(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and lines[at] and not is_span(lines[at]):
        at += 1
    return at


def _is_aside(name: str, timing: str) -> bool:
    """A note that has an arrow in it, but no time."""
    return bool(_ASIDE.match(name or timing)) and span(timing).start is None


def _ends_in_number(body: Sequence[str], name: str) -> bool:
    """Whether the last line is the number of the cue that follows without an empty line between."""
    last = body[-1].strip() if body else ""
    if not last.isdecimal():
        return False
    counts_on = name.strip().isdecimal() and int(last[:9]) == int(name.strip()[:9]) + 1
    return counts_on or (len(body) > 1 and not body[-2].strip())


def _aside(lines: Sequence[str], at: int, notes: Notes) -> int:
    """Past lines that belong to no cue: notes, styles and regions, or what somebody left there."""
    end = _end_of_text(lines, at)
    text = " ".join(lines[at:end]).strip()
    if text and not _ASIDE.match(lines[at]) and not text.isdecimal():
        notes.append(noted("These lines belong to no caption and were left out: “%(text)s”.", text=quoted(text)))
    return end


def _block(name: str, timing: str, body: Sequence[str]) -> Block:
    named = _NAMED_CUE.fullmatch(name.strip())
    if named is None:
        return Block(name.strip(), timing, body)
    voice = html.escape(named[1], quote=False)
    return Block(name.split()[0], timing, [f"<v {voice}>{line}" for line in body])


def _lines(body: Sequence[str]) -> Lines:
    """The lines of a cue, without tags but for those that say who speaks and when."""
    text = _BROKEN_TAG.sub(lambda tag: tag[0].replace("\n", " "), _UNCLOSED.sub("", "\n".join(body)))
    voice: str | None = None
    lines: list[list[Bit]] = []
    for line in text.split("\n"):
        bits: list[Bit] = []
        start = 0
        for tag in _TAG.finditer(line):
            _add(bits, line[start : tag.start()], voice)
            start = tag.end()
            if tag["time"] and (at := clock(tag["time"])) is not None:
                bits.append(Bit("", voice, at))
            elif tag["name"] in ("v", "V"):
                voice = None if tag["close"] else one_line(html.unescape(tag["says"] or "")) or None
        _add(bits, line[start:], voice)
        lines.append(bits)
    return lines


def _add(bits: list[Bit], text: str, voice: str | None) -> None:
    """Text after the bits there are. What goes on with a word that was begun belongs to that word."""
    text = visible(html.unescape(text))
    if not text:
        return
    if bits and bits[-1].voice == voice:
        text = bits[-1].text + text
        bits[-1] = replace(bits[-1], text=text)
    else:
        bits.append(Bit(text, voice))
