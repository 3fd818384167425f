"""What has to be in place before the site runs, and running its processes together."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Self

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from heard.core.errors import BadInput, HeardError
from heard.server.config import given
from heard.server.orphans import end_with

logger = logging.getLogger("heard.server")
_PATIENCE = 15.0  # seconds a process is given to stop
_TOO_SOON = 3.0  # seconds: what gives up by itself within them, before the site ever answered, is set up wrongly
_WELL = 60.0  # seconds that a part has run when its earlier falls count no more
_LONGEST_PAUSE = 60.0  # seconds before a part that falls again and again is started once more
_LOOK = 0.2  # seconds between two looks at what runs
_THREADS = 32  # a download holds one for as long as it takes, so there are more than processors


def prepare() -> None:
    """Bring the database and the static files up to date. Quick when they are."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    collect_static()


def collect_static() -> None:
    """Collect the static files anew when one of them has changed."""
    stamp, now = settings.STATIC_ROOT / ".collected", _state_of_static()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(now)


def _state_of_static() -> str:
    found = (storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    seen = sorted(f"{place} {(stat := os.stat(place)).st_mtime_ns} {stat.st_size}" for place in found)
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def web_server() -> list[str]:
    """The command that answers readers."""
    wishes = {
        "interface": "wsgi",
        "host": given()["HEARD_ADDRESS"],
        "port": given()["PORT"],
        "workers": given()["HEARD_WEB_WORKERS"],
        "blocking-threads": _THREADS,
        "log-level": "error",
        "workers-kill-timeout": "10s",
    }
    flags = [part for name, value in wishes.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "granian", *flags, "--no-ws", "--respawn-failed-workers"]
    return [*command, "heard.server.wsgi:application"]


def worker(*options: str) -> list[str]:
    """The command that writes recordings down."""
    return [sys.executable, "-m", "django", "worker", *options]


def check_port_is_free(address: str, port: int) -> None:
    """Raises BadInput, with a way out, when somebody else listens there."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((address, port))
        except (OSError, UnicodeError) as error:
            code = "port-busy" if getattr(error, "errno", None) == errno.EADDRINUSE else "no-port"
            raise BadInput(_why(error, address, port), code=code) from error


def _why(error: OSError | UnicodeError, address: str, port: int) -> str:
    if isinstance(error, UnicodeError):
        return f"“{address}” is no address to listen at."
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Choose another one, as in: PORT={port + 1} heard start"
    if error.errno == errno.EACCES:
        return f"Port {port} may be used by the system alone. Choose one above 1023, as in: PORT=8000 heard start"
    return f"Heard cannot listen at {address}, port {port}: {error.strerror}."


@dataclass
class _Part:
    """One command of ours in a process of its own. `name` is what people know it by."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes]
    since: float
    falls: int = 0  # how often it broke off soon after it was started
    due: float | None = None  # when it is started anew, once it has broken off

    @classmethod
    def started(cls, name: str, command: Sequence[str], *, falls: int = 0) -> _Part:
        ours = {"DJANGO_SETTINGS_MODULE": "heard.server.settings", "HEARD_DATA": str(settings.DATA)}
        process = subprocess.Popen(  # noqa: S603 (our own commands)
            command,
            env={**os.environ, **ours},
            start_new_session=True,
            preexec_fn=partial(end_with, os.getpid()),
        )
        return cls(name, command, process, time.monotonic(), falls)

    def looked_after(self) -> _Part:
        """Itself while it runs, and what is started in its place when it has broken off: at once, and later and later
        when it goes on falling."""
        if self.process.poll() is None:
            return self
        if self.due is None:
            self._note_fall()
        return self._started_anew() if time.monotonic() >= (self.due or 0) else self

    def check_did_not_give_up(self) -> None:
        """Raises HeardError when it ended by itself as soon as it was started."""
        if (self.process.poll() or 0) > 0 and not self.falls and time.monotonic() - self.since < _TOO_SOON:
            raise HeardError(
                "The %(name)s stopped at once. The lines above say why.", code="part-stopped", name=self.name
            )

    def _note_fall(self) -> None:
        self.end_what_it_left()
        now = time.monotonic()
        self.falls = 1 if now - self.since > _WELL else self.falls + 1
        pause = 0.0 if self.falls == 1 else min(2.0**self.falls, _LONGEST_PAUSE)
        self.due = now + pause
        logger.warning("The %s broke off and is started anew%s.", self.name, f" in {pause:.0f} s" if pause else "")

    def _started_anew(self) -> _Part:
        try:
            return self.started(self.name, self.command, falls=self.falls)
        except OSError:  # the system has no room for one more process just now
            logger.warning("The %s could not be started.", self.name, exc_info=True)
            self.due = time.monotonic() + _LONGEST_PAUSE
            return self

    def end_what_it_left(self) -> None:
        """Its own processes would still hold the port and the database."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Together:
    """Several commands side by side, all stopped at the end.

    Each has a session of its own, so that Ctrl-C reaches it only through us, and ends when we are killed.
    """

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._commands = commands
        self._parts: list[_Part] = []

    def __enter__(self) -> Self:
        for name, command in self._commands.items():
            self._parts.append(_Part.started(name, command))
        return self

    def __exit__(self, *error: object) -> None:
        for part in self._parts:
            part.process.terminate()
        until = time.monotonic() + _PATIENCE
        for part in self._parts:
            try:
                part.process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.process.kill()
                part.process.wait()
            part.end_what_it_left()

    def keep_running(self, until: Callable[[], bool] = lambda: False, *, may_give_up: bool = False) -> None:
        """Start anew whatever breaks off, for ever: while one part is down the others go on. Where it `may_give_up`, at
        the very start, raises HeardError for a part that gives up by itself at once."""
        while not until():
            if may_give_up:
                for part in self._parts:
                    part.check_did_not_give_up()
            self._parts = [part.looked_after() for part in self._parts]
            time.sleep(_LOOK)
