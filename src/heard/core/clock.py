"""Whether the time that a machine tells can be believed, before something is forgotten because of it.

A clock that jumps ahead makes everything look old at once. Nobody can tell that from a machine that was off for so
long, except by waiting: a wrong clock is put right by then, or somebody has seen what the host's page says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

JUMP = 24 * 3600.0
"""Seconds: a clock that is further ahead than this, since it was last looked at, has jumped."""
STEADY = 24 * 3600.0
"""Seconds that the machine has to run, with its clock going as it should, before a jump is believed."""


@dataclass(frozen=True)
class Look:
    """What one look at the clock left: `at` it showed then, whether it had `jumped` (from when), and for how many
    seconds it has been `steady` since."""

    at: datetime
    jumped: datetime | None = None
    steady: float = 0.0

    @property
    def is_believed(self) -> bool:
        return self.jumped is None


def look(last: Look | None, now: datetime, ran: float) -> Look:
    """The next look. `ran` are the seconds that have surely passed since the one before, by a clock that nobody can
    set; 0 for a process that has just begun.

    A clock that goes back says that it had been wrong, so there is no jump any more.
    """
    if last is None:
        return Look(now)
    passed = (now - last.at).total_seconds()
    if passed - ran > JUMP:
        return Look(now, last.jumped or last.at)
    if passed < -JUMP or last.jumped is None:
        return Look(now)
    steady = last.steady + max(min(passed, ran), 0.0)
    return Look(now) if steady >= STEADY else Look(now, last.jumped, steady)
