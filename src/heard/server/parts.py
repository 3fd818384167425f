"""Settings of several parts, as people=4,more=1. A part that is not named keeps its default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from heard.server.readers import whole, yes_or_no


def _part(default: Any, read: Callable[[str], Any]) -> Any:
    return field(default=default, metadata={"read": read})


class Parts:
    """Written out as it can be set."""

    def __str__(self) -> str:
        values = {part.name: getattr(self, part.name) for part in fields(self)}  # type: ignore[arg-type]
        said = {True: "yes", False: "no"}
        return ",".join(f"{k}={said[v] if isinstance(v, bool) else v}" for k, v in values.items())


@dataclass(frozen=True)
class StrangerLetters(Parts):
    one: int = _part(5, whole(1))
    all: int = _part(300, whole(1))


@dataclass(frozen=True)
class Recordings(Parts):
    bytes: int = _part(2 * 1024**3, whole(1))
    seconds: int = _part(2 * 3600, whole(1))
    unfinished: int = _part(5, whole(1))


@dataclass(frozen=True)
class Jobs(Parts):
    seconds: int = _part(6 * 3600, whole(1))
    memory: int = _part(6 * 1024**3, whole(1))
    lease: int = _part(30, whole(1))


@dataclass(frozen=True)
class Training(Parts):
    required: bool = _part(False, yes_or_no)
    months: int = _part(24, whole())


@dataclass(frozen=True)
class Pace(Parts):
    corrections: int = _part(30, whole(1))
    comments: int = _part(5, whole(1))


@dataclass(frozen=True)
class Brake(Parts):
    visitor: int = _part(1, whole())
    address: int = _part(3, whole())
    network: int = _part(5, whole())


@dataclass(frozen=True)
class ConcernHours(Parts):
    hidden: int = _part(72, whole())
    at_risk: int = _part(168, whole())
    answer: int = _part(24, whole())


@dataclass(frozen=True)
class LinkDays(Parts):
    stories: int = _part(90, whole(1))
    invitations: int = _part(14, whole(1))


@dataclass(frozen=True)
class KeepDays(Parts):
    visitors: int = _part(365, whole())
    unproved: int = _part(30, whole())
    cases: int = _part(2555, whole())
    journal: int = _part(1095, whole())
    uploads: int = _part(7, whole(1))
