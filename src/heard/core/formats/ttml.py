"""Timed text in XML (TTML, DFXP), as broadcasters and film services keep captions. Read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from heard.core.errors import BadTranscript
from heard.core.files.office import Node, from_xml, kind, value
from heard.core.formats.cues import Bit, Cue, quoted, said_in
from heard.core.formats.reading import Notes, natural, noted, transcript_of
from heard.core.formats.times import clock
from heard.core.transcript.scripts import visible
from heard.core.transcript.words import Transcript

_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(h|m|s|ms|f|t)")
_BREAK = "\ue000"
_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


def read(data: bytes | str, notes: Notes) -> Transcript:
    """Raises BadTranscript where it is no such file, or no caption has a time."""
    try:
        root = from_xml(data.encode() if isinstance(data, str) else data)
    except (ElementTree.ParseError, ValueError, LookupError):
        root = None
    if root is None or kind(root) != "tt":
        raise BadTranscript("This file is no timed text (TTML), or it is damaged.", code="not-ttml")
    found = list(_cues(root, notes))
    if notes and not found:
        raise BadTranscript("No caption has a valid time.", code="time")
    return transcript_of(said_in(found), language=value(root, "lang") or "en")


def _cues(root: Node, notes: Notes) -> Iterator[Cue]:
    """Times count from the beginning of what a caption stands in. (Without recursion: files may be deep.)"""
    waiting = [(root, 0.0)]
    while waiting:
        one, start = waiting.pop()
        begin = _seconds(root, value(one, "begin"))
        if kind(one) != "p":
            waiting += [(child, start + (begin or 0.0)) for child in reversed(list(one))]
            continue
        lines = _lines(one)
        text = " ".join(bit.text for line in lines for bit in line).strip()
        if begin is None and text:
            notes.append(noted("A caption has no valid time and was left out: “%(text)s”.", text=quoted(text)))
        elif begin is not None and text:
            yield Cue(start + begin, _end(root, one, start, begin, text), lines)


def _end(root: Node, one: Node, since: float, begin: float, text: str) -> float:
    end, length = _seconds(root, value(one, "end")), _seconds(root, value(one, "dur"))
    if end is None or end <= begin:
        end = begin + (length or natural(text))
    return since + end


def _lines(one: Node) -> list[list[Bit]]:
    """What is seen, line ends apart: any other white space is one space, as on a page."""
    for inner in one.iter():
        if kind(inner) == "br":
            inner.text = _BREAK
    return [[Bit(visible(" ".join(line.split())))] for line in "".join(one.itertext()).split(_BREAK)]


def _seconds(root: Node, text: str) -> float | None:
    """A clock's time, or a number with its unit; pictures count as the file says, or 30 in a second."""
    if offset := _OFFSET.fullmatch(text.strip()):
        number, unit = float(offset[1]), offset[2]
        rate = value(root, "frameRate" if unit == "f" else "tickRate")
        return (
            number * _UNITS[unit] if unit in _UNITS else number / float(rate if rate.isdecimal() and int(rate) else 30)
        )
    return clock(text)
