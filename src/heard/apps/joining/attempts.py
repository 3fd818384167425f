"""How often somebody may knock: allauth counts, and we make sure that a wrong clock counts against nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit

_counted: Callable[..., tuple[bool, list[float]]] = ratelimit.apply_rate


def count(history: list[float], now: float, *args: Any, **options: Any) -> tuple[bool, list[float]]:
    """An attempt of the future, left by a clock that was ahead, is none. allauth would count it until that day comes,
    and keep everybody out. `history` holds the moments of attempts, `now` is a moment, both in seconds."""
    return _counted([moment for moment in history if moment <= now], now, *args, **options)


def begin() -> None:
    """Count this way from now on: allauth has no setting for it."""
    ratelimit.apply_rate = count
