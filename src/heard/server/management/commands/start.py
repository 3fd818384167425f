"""`heard start`: everything a small network needs, in one go."""

from __future__ import annotations

import signal
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from heard.server import demonstration
from heard.server.config import given
from heard.server.exposure import check_may_be_seen
from heard.server.running import Together, check_port_is_free, prepare, web_server, worker

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
        if demo:
            call_command("demo")
        with Together({"web server": web_server(), "worker": worker()}) as parts:
            parts.keep_running(until=_answers, may_give_up=True)
            self.stdout.write(f"\n{given()['HEARD_SITE_NAME']} is at {_address()}  (Ctrl-C stops it)\n")
            if demo:
                call_command("demo", sign_ins=True)
            parts.keep_running()


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
