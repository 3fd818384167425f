"""What the worker does for Explore: index what changed, so that whoever searches next need not."""

from __future__ import annotations

from heard.apps.exploring.search import catch_up


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    while catch_up():
        pass
