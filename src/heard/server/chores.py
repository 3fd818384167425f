"""What the worker does between recordings, each thing when there may be something to do.

Nearly always nothing was written since it last looked, and then nothing can have come due but by the clock. Whether
something was written, by whomever, the database itself can tell for next to nothing.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

logger = logging.getLogger("heard.jobs")
_AFTER_A_FAULT = 60.0  # seconds


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

    def is_due(self, now: float, written: object) -> bool:
        return now >= self._rests_until and (written != self._seen or now - self._begun >= self.every)

    def do_if_due(self, now: float, written: object) -> None:
        if not self.is_due(now, written):
            return
        begun = time.monotonic()
        self.work()
        took = time.monotonic() - begun
        self._seen, self._begun = written, now
        self._rests_until = now + max(self.pause, took / self.share)

    def rest(self, until: float) -> None:
        self._rests_until = until


def do_what_is_due(chores: Iterable[Chore], written: object, *, goes_on: bool) -> None:
    """Where one fails and the worker `goes_on`, the others do too, and it is tried again in a minute: a picture that
    cannot be made keeps no letter back. That the database is away is for whoever called."""
    for chore in chores:
        try:
            chore.do_if_due(time.monotonic(), written)
        except OperationalError:
            raise
        except Exception:
            if not goes_on:
                raise
            logger.exception("a chore failed, and is tried again in a minute")
            chore.rest(time.monotonic() + _AFTER_A_FAULT)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether no other worker of this network is at its chores, nor will be until this ends. A worker that is killed
    holds nobody up: the lock goes with its process, or its connection."""
    if connection.vendor == "sqlite":  # which all processes of one machine share
        with (settings.DATA / ".chores-lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            is_mine = bool(cursor.fetchone()[0])
        try:
            yield is_mine
        finally:
            with suppress(DatabaseError), connection.cursor() as cursor:
                cursor.execute("SELECT CASE WHEN %s THEN pg_advisory_unlock(%s) END", [is_mine, _LOCK])


_LOCK = 0x48EA4D  # any number that nothing else in this database locks
