"""Answers that last as long as their reader likes.

Each holds one of the web server's threads, even when its reader has stopped reading. So only a few may run in a process
at a time, and every other thread stays free for pages. Whatever fits into one piece goes out at once and holds none.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import BoundedSemaphore

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from heard.core.errors import Busy

PIECE = 512 * 1024  # bytes that are handed to the web server at once
AT_A_TIME = 8  # of the 32 threads of a process
_rooms = BoundedSemaphore(AT_A_TIME)


class _Lasting(Iterator[bytes]):
    """Pieces, and the room they take until they are closed."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._is_open = True

    def __next__(self) -> bytes:
        return next(self._pieces)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            _rooms.release()
        if callable(close := getattr(self._pieces, "close", None)):
            close()


def lasting(pieces: Iterator[bytes], **how: object) -> StreamingHttpResponse:
    """An answer of many pieces. Raises Busy when as many as may be are under way."""
    if not _rooms.acquire(blocking=False):
        raise Busy(_("Many people are downloading at the moment. Please try again in a minute."), code="many-downloads")
    return StreamingHttpResponse(_Lasting(pieces), **how)
