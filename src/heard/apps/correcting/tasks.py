"""What the worker does for corrections between recordings."""

from __future__ import annotations

import time

from heard.apps.correcting.actions.again import lay_under
from heard.apps.correcting.actions.agreeing import settle_agreed
from heard.apps.correcting.queries.agreement import is_on, stories_to_settle
from heard.apps.correcting.queries.takes import stories_with_later_takes

_EVERY = 60.0  # seconds between two looks at what people agree on
_looked = -_EVERY


def tick() -> None:
    """One round, safe at any time and in any number of workers: lay later takes under what people wrote, and bring into
    force what helpers agree on."""
    for story in stories_with_later_takes():
        lay_under(story)
    global _looked
    if time.monotonic() - _looked >= _EVERY and is_on():
        _looked = time.monotonic()
        settle()


def settle() -> None:
    for story in stories_to_settle():
        settle_agreed(story)
