"""What the worker does for letters, in a thread of its own: a code that somebody waits for does not wait for a
recording."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.db import DatabaseError, close_old_connections

from heard.apps.mailing.actions import send_due
from heard.apps.mailing.queries import waiting_letters

logger = logging.getLogger("heard.mailing")
_WAIT = 1.0  # seconds between two looks
_PATIENCE = 10.0  # seconds for the letter that is on its way when the worker stops


class Postman:
    """Sends letters beside whatever else is done, as long as the `with` block lasts. `look` is done before each round:
    it takes back what is not true any more."""

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look

    def __enter__(self) -> None:
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="letters", daemon=True)
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._stopping.set()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while not self._stopping.is_set():
            close_old_connections()
            tick(self._look)
            self._stopping.wait(_WAIT)


def tick(look: Callable[[], None]) -> None:
    """One round, safe at any time and in any number of workers. Where no letter waits, that is all it asks."""
    try:
        while waiting_letters().exists():
            look()
            if not send_due():
                return
    except DatabaseError:
        logger.warning("the database does not answer, trying again", exc_info=True)
