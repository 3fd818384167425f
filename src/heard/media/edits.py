"""What of each track an MP4 or QuickTime file plays: phones cut a film by a list of edits and keep all of it inside.

libav plays such lists, but for two things: a pause between two edits is filled with the beginning of the file, and the
last packet of an edit is played to its end. So the list is read here too, and holds.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from heard.core.transcript.hiding import Stretch

_LARGEST_INDEX = 256 * 2**20  # bytes
_NOTHING = -1  # the time in the media of an edit that plays nothing


def played(recording: Path) -> dict[int, tuple[Stretch, ...]]:
    """For each track with a list of edits, by its id: from when to when something of it plays, in seconds of what a
    player shows. Empty for every other kind of file, and for lists that cannot be read."""
    try:
        with recording.open("rb") as file:
            return dict(_tracks(_index(file)))
    except struct.error:
        return {}


def _index(file: BinaryIO) -> bytes:
    """The movie's index ("moov"), wherever it lies."""
    while len(head := file.read(16)) >= 8:
        size, kind = struct.unpack(">I4s", head[:8])
        taken = 8
        if size == 1:
            (size,), taken = struct.unpack(">Q", head[8:16]), 16
        if kind == b"moov":
            file.seek(taken - len(head), 1)
            return file.read(min(size - taken if size else _LARGEST_INDEX, _LARGEST_INDEX))
        if size < taken:
            break
        file.seek(size - len(head), 1)
    return b""


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        taken = 8
        if size == 1:
            (size,), taken = struct.unpack(">Q", data[at + 8 : at + 16]), 16
        end = at + size if size else len(data)
        if end < at + taken:
            return
        yield kind, data[at + taken : end]
        at = end


def _tracks(index: bytes) -> Iterator[tuple[int, tuple[Stretch, ...]]]:
    boxes = list(_boxes(index))
    second = next((_number(box, 12, 20) for kind, box in boxes if kind == b"mvhd"), 0)
    for kind, box in boxes:
        inside = dict(_boxes(box)) if kind == b"trak" and second else {}
        edits = dict(_boxes(inside.get(b"edts", b""))).get(b"elst")
        if edits and b"tkhd" in inside:
            yield _number(inside[b"tkhd"], 12, 20), tuple(_spans(edits, second))


def _number(box: bytes, short: int, long: int) -> int:
    """A number whose place depends on the version of the box, which is its first byte."""
    at = long if box[0] else short
    (number,) = struct.unpack(">I", box[at : at + 4])
    return int(number)


def _spans(box: bytes, second: int) -> Iterator[Stretch]:
    (count,), form = struct.unpack(">I", box[4:8]), ">QqI" if box[0] else ">IiI"
    size, at = struct.calcsize(form), 0.0
    for number in range(count):
        length, begins, rate = struct.unpack(form, box[8 + number * size : 8 + (number + 1) * size])
        end = at + length / second if length else math.inf
        if begins != _NOTHING and rate:
            yield at, end
        at = end
