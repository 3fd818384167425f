"""What the worker does between recordings, each thing when there may be something to do.

Nearly always nothing was written since it last looked, and then nothing can have come due but by the clock. Whether
something was written, by whomever, the database itself can tell for next to nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from django.db import connection


def mark() -> object:
    """Something that is another one after anything was written to the database: at once in SQLite, and within some
    seconds in PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA data_version")  # others; and ourselves:
            return id(connection.connection), cursor.fetchone(), connection.connection.total_changes
        cursor.execute(_WRITTEN)
        return cursor.fetchone()


_WRITTEN = """
    SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database WHERE datname = current_database()
"""


@dataclass
class Chore:
    """Something that is done after anything was written, and `every` so many seconds in any case, because something may
    have come due. Between two times `pause` seconds go by, and so many that it takes no more than its `share`."""

    work: Callable[[], None]
    every: float
    pause: float = 0.0
    share: float = 1.0
    _seen: object = field(default=None, init=False)
    _begun: float = field(default=-inf, init=False)
    _rests_until: float = field(default=-inf, init=False)

    def do_if_due(self, now: float, written: object) -> None:
        if now < self._rests_until or (written == self._seen and now - self._begun < self.every):
            return
        begun = time.monotonic()
        self.work()
        took = time.monotonic() - begun
        self._seen, self._begun = written, now
        self._rests_until = now + max(self.pause, took / self.share)
