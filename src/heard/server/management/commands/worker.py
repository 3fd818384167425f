"""`heard worker`: write recordings down, one at a time, and look for what was misheard."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from heard.apps.browsing import tasks as browsing
from heard.apps.connecting import tasks as connecting
from heard.apps.conversing import tasks as conversing
from heard.apps.correcting import tasks as correcting
from heard.apps.exploring import tasks as exploring
from heard.apps.exploring.search import meanings, related
from heard.apps.furnishing import tasks as furnishing
from heard.apps.helping import tasks as helping
from heard.apps.helping.queries import hearing, learning
from heard.apps.hosting import tasks as hosting
from heard.apps.joining import tasks as joining
from heard.apps.mailing import tasks as mailing
from heard.apps.mailing.tasks import Postman
from heard.apps.moving import tasks as moving
from heard.apps.publishing import tasks as publishing
from heard.apps.sharing import tasks as sharing
from heard.apps.telling import tasks as telling
from heard.apps.transcribing import tasks as transcribing
from heard.apps.transcribing.queries import is_work_left
from heard.apps.understanding import tasks as understanding
from heard.server import register
from heard.server.chores import Chore, alone, do_what_is_due, mark

logger = logging.getLogger("heard.jobs")
_WAIT = 1.0  # seconds between two looks for work
_LEFT = (is_work_left, learning.is_work_left, hearing.is_work_left, meanings.is_due, related.is_due)


class Command(BaseCommand):
    help = "Write recordings down as they come. Start as many as the machine has room for."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        self._stopping, self._once = False, once
        self._recordings = (Chore(transcribing.begin, every=20), Chore(transcribing.work, every=5))
        self._chores = _chores()
        with Postman(conversing.recall_letters):
            self._work()
        mailing.tick(conversing.recall_letters)

    def _work(self) -> None:
        while not self._stopping:
            self._round()
            if self._once and not any(is_left() for is_left in _LEFT):
                return
            if not self._stopping:
                time.sleep(_WAIT)

    def _round(self) -> None:
        """Do everything that is in line. A database that is busy or away for a moment is asked again later."""
        close_old_connections()
        try:
            written = mark()
            for chore in self._recordings:
                chore.do_if_due(time.monotonic(), written)
            if any(chore.is_due(time.monotonic(), written) for chore in self._chores):
                self._do_chores(written)
        except OperationalError:
            logger.warning("the database does not answer, trying again", exc_info=True)

    def _do_chores(self, written: object) -> None:
        """Those of the whole network, by one worker at a time: the others write recordings down meanwhile."""
        with alone() as is_mine:
            if is_mine:
                do_what_is_due(self._chores, written, goes_on=not self._once)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        """End at once: what was begun is given back and goes on from where it is."""
        self._stopping = True
        raise SystemExit(0)


def _chores() -> list[Chore]:
    """What is not written down comes due by the clock: a lease that ran out, a birthday, an e-mail once a day."""
    return [
        Chore(exploring.tick, every=60),
        Chore(sharing.tick, every=60),
        Chore(connecting.tell, every=60, share=0.5),
        Chore(correcting.tick, every=60),
        Chore(helping.tick, every=60),
        Chore(hosting.tick, every=0),  # it has a clock of its own
        Chore(register.keep, every=3600, pause=10, share=0.05),
        Chore(furnishing.tick, every=60),
        Chore(joining.tick, every=60),
        Chore(telling.tick, every=60),
        Chore(transcribing.draw, every=60),
        Chore(understanding.tick, every=60),
        Chore(publishing.tick, every=60),
        Chore(browsing.tick, every=60),
        Chore(moving.tick, every=60),
        Chore(browsing.forget, every=300),
        Chore(conversing.tick, every=60, pause=conversing.EVERY),
    ]
