"""What the worker does for Explore: index what changed, tell people what is new in the searches that they keep, read
what stories mean, and look which are related."""

from __future__ import annotations

import time

from heard.apps.exploring.actions import tell_of_new
from heard.apps.exploring.search import catch_up, read_meanings, relate

SECONDS_A_ROUND = 10.0  # a recording that waits is not kept waiting longer


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    while catch_up():
        pass
    tell_of_new()
    over = time.monotonic() + SECONDS_A_ROUND
    read_meanings(over)
    relate(over)
