"""What the worker does for moderators."""

from __future__ import annotations

import time

from heard.apps.moderating.actions.alarms import show_unseen_again

_EVERY = 60.0  # seconds
_looked = -_EVERY


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    global _looked
    if time.monotonic() - _looked >= _EVERY:
        _looked = time.monotonic()
        show_unseen_again()
