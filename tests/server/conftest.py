"""Heard's own processes, run against the database and the media folder of the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

HEARD = Path(sys.executable).with_name("heard")
PATIENCE = 90.0  # seconds: machines that build many things at once are slow


@dataclass
class Network:
    """A data folder whose database is the test's own."""

    data: Path
    environment: dict[str, str]
    _running: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """One command of the shell, to its end."""
        return subprocess.run(
            [HEARD, *command], env=self._with(settings), capture_output=True, text=True, timeout=PATIENCE
        )

    def start(self, *command: str, **settings: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [HEARD, *command],
            env=self._with(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._running.append(process)
        return process

    def stop(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()

    def _with(self, settings: dict[str, str]) -> dict[str, str]:
        return {**self.environment, **settings}


@pytest.fixture(scope="session")
def collected(tmp_path_factory) -> Path:
    """The static files as a network that starts collects them, hashed and compressed. For each network anew that would
    take longer than most of what is tested."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def network(transactional_db, settings, tmp_path, collected) -> Iterator[Network]:
    data = tmp_path / "data"
    data.mkdir()
    (data / "static").symlink_to(collected)
    settings.MEDIA_ROOT.mkdir()
    (data / "media").symlink_to(settings.MEDIA_ROOT)
    ours = {"HEARD_DATA": str(data), "HEARD_MODEL": "tiny.en", "HEARD_SECRET_KEY": settings.SECRET_KEY}
    made = Network(data, {**os.environ, **_database(data), **ours})
    yield made
    made.stop()


def _database(data: Path) -> dict[str, str]:
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        (data / "heard.sqlite3").symlink_to(here["NAME"])
        return {"DATABASE_URL": ""}
    signed_in = ":".join(quote(here[part], safe="") for part in ("USER", "PASSWORD") if here[part])
    address = f"{here['HOST'] or '127.0.0.1'}:{here['PORT'] or 5432}"
    return {"DATABASE_URL": f"postgres://{signed_in}@{address}/{here['NAME']}"}


@pytest.fixture
def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def wait_until(true: Callable[[], object], what: str, *, patience: float = PATIENCE) -> None:
    """Looks again and again, because processes have no other way to say that they have come so far."""
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, f"waited too long until {what}"
        time.sleep(0.02)
