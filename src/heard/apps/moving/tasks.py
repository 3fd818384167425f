"""What the worker does for what moved in: it publishes stories whose sound is made by now."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from heard.apps.joining.queries import hosts
from heard.apps.moving.actions.settling import settle_waiting
from heard.apps.moving.models import Waiting
from heard.apps.telling.models import Rendition

_AT_ONCE = 20


def tick() -> None:
    """One round, safe at any time. Nothing is looked at before there is something to hear of it."""
    made = Rendition.objects.filter(recording__story=OuterRef("story"))
    rows = Waiting.objects.filter(Exists(made)).select_related("story").order_by("pk")
    if by := hosts().first():
        for row in rows[:_AT_ONCE]:
            settle_waiting(row, by=by)
