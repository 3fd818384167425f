"""Parts that run side by side: whatever falls is started again for ever, and only a start that cannot be gives up."""

from __future__ import annotations

import sys
import time

import pytest

from heard.core.errors import HeardError
from heard.server import running
from heard.server.running import Together

SLEEPS = [sys.executable, "-c", "import time; time.sleep(600)"]
GIVES_UP = [sys.executable, "-c", "raise SystemExit(1)"]
KILLED = [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    monkeypatch.setattr(running, "_LONGEST_PAUSE", 0.05)


def seen(parts: Together, times: int):
    """True once a part has fallen so often."""
    return lambda: any(part.falls >= times for part in parts._parts)


@pytest.mark.parametrize("falls", [GIVES_UP, KILLED], ids=["gives up", "is killed"])
def test_a_part_that_falls_again_and_again_is_started_again_and_the_other_goes_on(falls):
    with Together({"web server": falls, "worker": SLEEPS}) as parts:
        other = parts._parts[1].process
        parts.keep_running(until=seen(parts, 6))
        assert (parts._parts[1].process, other.poll()) == (other, None)


def test_at_the_very_start_what_gives_up_by_itself_is_told():
    with Together({"web server": GIVES_UP, "worker": SLEEPS}) as parts:
        with pytest.raises(HeardError, match="The web server stopped at once"):
            parts.keep_running(may_give_up=True)
        worker = parts._parts[1].process
    assert worker.poll() is not None  # nothing is left behind


def test_at_the_very_start_what_was_killed_is_started_again():
    with Together({"worker": KILLED}) as parts:
        parts.keep_running(until=seen(parts, 3), may_give_up=True)


def test_it_waits_longer_each_time_and_forgets_after_it_ran_well(monkeypatch):
    monkeypatch.setattr(running, "_LONGEST_PAUSE", 60.0)
    with Together({"worker": GIVES_UP}) as parts:
        [part] = parts._parts
        part.process.wait()
        pauses = []
        for _ in range(7):
            part._note_fall()
            pauses.append(round(part.due - time.monotonic()))
        assert pauses == [0, 4, 8, 16, 32, 60, 60]
        monkeypatch.setattr(running, "_WELL", -1.0)
        part._note_fall()
        assert (part.falls, round(part.due - time.monotonic())) == (1, 0)
