"""A ZIP file that is written while it is sent, so that hours of sound need no room of their own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone


class _Sink(io.RawIOBase):
    """What was written since it was last asked."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._written += data
        return len(data)

    def taken(self) -> bytes:
        written, self._written = bytes(self._written), bytearray()
        return written


def zipped(parts: Iterable[tuple[str, Iterator[bytes]]]) -> Iterator[bytes]:
    sink, now = _Sink(), timezone.localtime().timetuple()[:6]
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, pieces in parts:
            with archive.open(ZipInfo(name, now), "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield sink.taken()
    yield sink.taken()
