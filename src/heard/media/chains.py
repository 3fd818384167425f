"""An Ogg file may be several, one behind the other, each with a rate and channels of its own. libav reads on only while
they are alike, so each link is read as a file of its own."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from pathlib import Path

_HEAD = struct.Struct("<4sBBqIIIB")
_BEGINS = 0x02  # the flag of a page with which a stream begins


def links(recording: Path) -> list[tuple[int, int]]:
    """From which byte to which each link goes. Only one, where the file is no chain."""
    starts = [0, *_starts(recording)]
    return list(zip(starts, [*starts[1:], recording.stat().st_size], strict=True))


class Link(io.RawIOBase):
    """One link, to be read like a file."""

    def __init__(self, recording: Path, start: int, end: int) -> None:
        self._file, self._start, self._size = recording.open("rb"), start, end - start
        self._file.seek(start)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        left = self._size - self.tell()
        return self._file.read(max(0, left if size < 0 else min(size, left)))

    def tell(self) -> int:
        return self._file.tell() - self._start

    def seek(self, to: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.tell(), io.SEEK_END: self._size}[whence]
        self._file.seek(self._start + max(0, base + to))
        return self.tell()

    def close(self) -> None:
        self._file.close()
        super().close()


def _starts(recording: Path) -> Iterator[int]:
    """Where a stream begins after another has been under way."""
    at, under_way = 0, False
    with recording.open("rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            mark, _version, flags, *_rest, segments = _HEAD.unpack(head)
            if mark != b"OggS":
                return
            sizes = file.read(segments)
            begins = bool(flags & _BEGINS)
            if begins and under_way:
                yield at
            under_way = not begins
            at += _HEAD.size + len(sizes) + sum(sizes)
            file.seek(at)
