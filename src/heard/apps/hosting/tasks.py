"""What the worker does for the host: everything that is forgotten by itself is forgotten here, by a clock that can be
believed, and what has lost its story goes at once. And what the database keeps by itself is worked out once more."""

from __future__ import annotations

import logging
import time

from django.utils import timezone

from heard.apps.conversing.actions.comments import forget_removed
from heard.apps.correcting.tally import TALLY
from heard.apps.helping.actions.forgetting import erase_what_is_due, unlearn
from heard.apps.helping.due import DUE
from heard.apps.helping.places import PLACES
from heard.apps.hosting.actions import Leftovers, look_at_clock, sweep, wipe_what_is_gone
from heard.apps.hosting.queries.files import left_behind
from heard.apps.hosting.queries.retention import RULES
from heard.apps.moderating.actions.alarms import show_unseen_again
from heard.apps.telling.actions.recordings import drop_old_uploads
from heard.apps.telling.permitted import PERMITTED

_EVERY = 300.0  # seconds
_COMPARE_EVERY = 3600.0
_looked: float | None = None
_compared = -_COMPARE_EVERY
_leftovers = Leftovers()
logger = logging.getLogger("heard.hosting")


def tick() -> None:
    """Every few minutes. Safe at any time and in any number of workers."""
    global _looked
    now = time.monotonic()
    if _looked is not None and now - _looked < _EVERY:
        return
    ran, _looked = now - (_looked or now), now
    if look_at_clock(timezone.now(), ran).is_believed:
        forget()
    unlearn()
    wipe_what_is_gone()
    _leftovers.clear(left_behind(), now)
    compare(now)


def compare(now: float) -> None:
    """What the database keeps by itself, beside what it follows from. They never differ, so the host should know if
    they do."""
    global _compared
    if now - _compared >= _COMPARE_EVERY:
        _compared = now
        for kept in (PERMITTED, TALLY, PLACES, DUE):
            if wrong := kept.mend():
                logger.error("“%s” was kept wrongly, and is put right, of rows %s", kept.name, wrong[:100])


def forget() -> None:
    """What is old. Everything that asks the clock before it forgets stands here; and what is hidden only for a time
    comes back, by the same clock."""
    erase_what_is_due()
    forget_removed()
    drop_old_uploads()
    show_unseen_again()
    for rule in RULES:
        if rule.is_on:
            sweep(rule)
