"""Concerns: what they can be about, how serious they are, what may be decided, and what may be told in public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from statistics import median


class Reason(StrEnum):
    """Why somebody is worried, the most serious first."""

    SAFEGUARDING = "safeguarding"
    PRIVATE = "private"
    CONSENT = "consent"
    HATEFUL = "hateful"
    MISLEADING = "misleading"
    OTHER = "other"


class Decision(StrEnum):
    """What a moderator makes of a concern."""

    NO_ACTION = "no-action"
    PUT_RIGHT = "put-right"
    HIDDEN = "hidden"
    REMOVED = "removed"
    SUSPENDED = "suspended"


# What may be decided, by the kind of thing that the concern is about.
OPTIONS: Mapping[str, tuple[Decision, ...]] = {
    "story": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.HIDDEN, Decision.REMOVED, Decision.SUSPENDED),
    "comment": (Decision.NO_ACTION, Decision.REMOVED, Decision.SUSPENDED),
    "correction": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.REMOVED, Decision.SUSPENDED),
    "person": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.SUSPENDED),
    "site": (Decision.NO_ACTION, Decision.PUT_RIGHT),
}
# A smaller number might tell who was meant.
FEWEST = 5


def by_seriousness(reasons: Sequence[str]) -> list[str]:
    return sorted(reasons, key=seriousness)


def seriousness(reason: str) -> int:
    """0 is the most serious."""
    return list(Reason).index(Reason(reason))


def tellable(count: int) -> int | None:
    """A number that can be told in public, or None where it is so small that it might tell who was meant."""
    return count if count == 0 or count >= FEWEST else None


def usual(hours: Sequence[float]) -> float | None:
    """The median, or None where there are too few to tell."""
    return median(hours) if len(hours) >= FEWEST else None
