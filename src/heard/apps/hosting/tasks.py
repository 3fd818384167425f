"""What the worker does for the host."""

from __future__ import annotations

import time

from heard.apps.hosting.actions import sweep
from heard.apps.hosting.queries.retention import RULES

_EVERY = 3600.0  # seconds
_looked = -_EVERY


def tick() -> None:
    """Once an hour, forget what is due. Safe at any time and in any number of workers."""
    global _looked
    if time.monotonic() - _looked >= _EVERY:
        _looked = time.monotonic()
        forget()


def forget() -> None:
    for rule in RULES:
        if rule.is_on:
            sweep(rule)
