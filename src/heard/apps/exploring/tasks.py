"""What the worker does for Explore: index what changed, and tell people what is new in the searches that they keep."""

from __future__ import annotations

from heard.apps.exploring.actions import tell_of_new
from heard.apps.exploring.search import catch_up


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    while catch_up():
        pass
    tell_of_new()
