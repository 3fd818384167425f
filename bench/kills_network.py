"""A `heard start` and what it started, for bench/kills.py: find its processes, kill them, start it anew."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

KINDS = {"web": 4, "worker": 2, "child": 3, "all": 1}
"""How often each is killed, beside the others."""
_HEARD = Path(sys.executable).with_name("heard")


class Network:
    def __init__(self) -> None:
        self.restarts = -1
        self._log = Path(os.environ["HEARD_DATA"], "start.log")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.restarts += 1
        with self._log.open("ab") as log:
            self._process = subprocess.Popen([_HEARD, "start"], stdout=log, stderr=log, start_new_session=True)

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", int(os.environ["PORT"])), timeout=1).close()
        except OSError:
            return False
        return True

    def keep_up(self, seconds: float) -> None:
        """Let it run, and start it anew when it has ended, as the system's own service would."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                self.start()
            time.sleep(0.1)

    def kill(self, kind: str, chance: random.Random) -> bool:
        """End a process of this kind, if there is one now."""
        assert self._process
        below = _descendants(self._process.pid)
        if kind == "all":
            _end([self._process.pid, *below])
            self._process.wait()
            return True
        found = [pid for pid in below if _kind_of(pid) == kind]
        if found:
            _end([chance.choice(found)])
        return bool(found)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(60)


def _end(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    parents = {child: parent for child in _pids() if (parent := _parent(child))}
    found, waiting = [], [pid]
    while waiting:
        here = waiting.pop()
        below = [child for child, parent in parents.items() if parent == here]
        found += below
        waiting += below
    return found


def _pids() -> list[int]:
    return [int(place.name) for place in Path("/proc").iterdir() if place.name.isdecimal()]


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def _kind_of(pid: int) -> str:
    said = _command(pid)
    if "granian" in said:
        return "web"
    if "django worker" in said and "django worker" not in _command(_parent(pid)):
        return "worker"
    return "child"


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
