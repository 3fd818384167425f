"""`heard start`: everything a small network needs, in one go."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from heard.apps.furnishing.queries import is_hosted
from heard.server import demonstration
from heard.server.config import given
from heard.server.exposure import check_may_be_seen
from heard.server.places import kept_key
from heard.server.running import Together, check_port_is_free, prepare, web_server, worker
from heard.web.network import network

_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Command(BaseCommand):
    help = "Bring everything up to date, then serve the site and write recordings down until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make the demo network first, if it is not there")
        parser.add_argument("--public", action="store_true", help="show the demo network to everybody, all the same")

    def handle(self, *args: Any, demo: bool, public: bool, **options: Any) -> None:
        for number in _SIGNALS:
            signal.signal(number, _stop)
        check_port_is_free(given()["HEARD_ADDRESS"], given()["PORT"])
        prepare()
        for warning in check_may_be_seen(is_demo=demo or demonstration.is_here(), told_twice=public):
            self.stderr.write(warning)
        making = demonstration.Making(self.stdout.write) if demo and not demonstration.is_made() else None
        with Together({"web server": web_server(), "worker": worker()}) as parts:
            parts.keep_running(until=_answers, may_give_up=True)
            if making:
                self._make(making, parts)
            else:
                self._tell(demo)
            parts.keep_running()

    def _make(self, making: demonstration.Making, parts: Together) -> None:
        """Tell the address as soon as there is something to look at. The rest comes while people look."""
        with Together({"second worker": worker()}):
            parts.keep_running(until=lambda: making.advance() == 0 or making.is_worth_a_look)
            self._tell(True)
            if making.left:
                self.stdout.write(f"{making.left} more stories are being written down. Each appears when it is done.\n")
            parts.keep_running(until=lambda: making.advance() == 0)

    def _tell(self, is_demo: bool) -> None:
        self.stdout.write(f"\n{network().name} is at {_address()}  (Ctrl-C stops it)\n")
        if not is_hosted():
            self.stdout.write(f"Nobody looks after it yet. To begin, open this address once:\n{_how_to_begin()}\n")
        if is_demo:
            self.stdout.write(demonstration.sign_ins())


def _how_to_begin() -> str:
    """Whoever reads the terminal looks after the machine, so they may look after the network."""
    return f"{settings.SITE_URL}/begin/{kept_key(settings.BEGIN_SECRET)}/"


def _address() -> str:
    return f"http://{given()['HEARD_ADDRESS']}:{given()['PORT']}/"


def _answers() -> bool:
    try:
        urllib.request.urlopen(_address(), timeout=5).close()  # noqa: S310 (our own address)
    except urllib.error.HTTPError:
        pass  # an answer all the same
    except OSError:
        return False
    return True


def _stop(number: int, frame: FrameType | None) -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(0)
