"""Forget what is due, and look at the clock before that."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from heard.apps.exploring import search
from heard.apps.hosting.models import Clock, Sweep
from heard.apps.hosting.queries.retention import Rule, last_look
from heard.apps.journal.models import Entry
from heard.core.clock import Look, look

_GONE = ("story erased", "story deleted", "person left")
_WIPED = "wiped"
_AN_HOUR = 3600.0  # seconds
logger = logging.getLogger("heard.hosting")


@transaction.atomic
def look_at_clock(now: datetime, ran: float) -> Look:
    """Note what the clock shows. `ran` are the seconds since this process looked before, 0 for its first look."""
    last = last_look()
    found = look(last, now, ran)
    Clock.objects.update_or_create(pk=1, defaults=asdict(found))
    if not found.is_believed and (last is None or last.is_believed):
        logger.warning("The clock jumped from %s to %s. Nothing is forgotten by itself for a day.", found.jumped, now)
    return found


def wipe_what_is_gone() -> None:
    """After something was erased, clear the places where a database keeps it still. Not inside a transaction."""
    gone = Entry.objects.filter(action__in=_GONE).order_by("-pk").first()
    done = Sweep.objects.filter(rule=_WIPED).first()
    if gone is None or (done and done.ran_at > gone.at):
        return
    now = timezone.now()
    if search.wipe():
        Sweep.objects.update_or_create(rule=_WIPED, defaults={"ran_at": now})


@transaction.atomic
def sweep(rule: Rule) -> int:
    """Run one rule and note that it ran. Returns how many things it forgot."""
    rows = rule.due()
    forgotten = rows.update(**{rule.blank: ""}) if rule.blank else rows.delete()[0]
    note, _new = Sweep.objects.get_or_create(rule=rule.name, defaults={"ran_at": timezone.now()})
    note.ran_at, note.forgotten = timezone.now(), note.forgotten + forgotten
    note.save()
    return forgotten


class Leftovers:
    """Files that nothing leads to, and how long that has been so, by a clock that nobody can set. A file that is just
    coming in has no row yet either, so none goes before an hour is over."""

    def __init__(self) -> None:
        self._since: dict[Path, float] = {}

    def clear(self, found: Iterable[Path], now: float) -> list[Path]:
        """Remove those of `found` that were there an hour ago. Returns them."""
        self._since = {place: self._since.get(place, now) for place in found}
        old = [place for place, since in self._since.items() if now - since >= _AN_HOUR]
        for place in old:
            shutil.rmtree(place, ignore_errors=True) if place.is_dir() else place.unlink(missing_ok=True)
        return old
