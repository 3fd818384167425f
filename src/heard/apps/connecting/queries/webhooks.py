"""Reads about webhooks: what happened since one was told last, and what is still to be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from heard.apps.connecting.models import Delivery, Webhook
from heard.apps.exploring.models import ListStamp
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.core.people.webhooks import Event

AT_ONCE = 500
"""Stories that a webhook hears of in one round; the next one goes on."""

_LATE = timedelta(minutes=10)
"""A change counts from when it was written, and is seen when its transaction is over."""
_SECOND = timedelta(seconds=1)
Known = tuple[int, str, str, datetime]
"""A story by its key, its slug, its stamp, and since when it has been as it is."""


@dataclass(frozen=True)
class Happened:
    """What happened to the story with this `key` and `slug`, which has this `stamp`, and has been as it is since
    `changed_at`."""

    event: Event
    key: int
    slug: str
    stamp: str
    changed_at: datetime


def webhooks() -> QuerySet[Webhook]:
    return Webhook.objects.annotate(waiting=Count("deliveries"))


def seen_now() -> str:
    """Another one when a story came into the lists or went, and every day: some open on a day."""
    stamp = ListStamp.objects.values_list("value", flat=True).first()
    return f"{stamp} {timezone.localdate()}"


def open_stories() -> QuerySet[Story]:
    return stories_for(AnonymousUser()).filter(state=Story.State.PUBLISHED).order_by("pk")


def happened_since(row: Webhook, seen: str) -> Iterator[Happened]:
    """As far as one round goes: whoever makes less of it than there is asks again."""
    told = row.announced.filter(key=OuterRef("pk"))
    if seen != row.seen:
        gone = row.announced.exclude(key__in=open_stories().values("pk")).order_by("pk")
        yield from _all(Event.WITHDRAWN, gone.values_list("key", "slug", "stamp", "changed_at")[:AT_ONCE])
        yield from _all(Event.PUBLISHED, _known(open_stories().filter(~Exists(told)))[:AT_ONCE])
    lately = _known(open_stories().filter(Exists(told), stamp__changed_at__gt=row.seen_at - _LATE))
    yield from _all(Event.CHANGED, _otherwise(row, list(lately)))


def _otherwise(row: Webhook, stories: Sequence[Known]) -> Iterator[Known]:
    """Those that are not any more as they were told. What changed in the second in which somebody looked may have
    changed once more since: then its stamp is another one."""
    as_told = row.announced.filter(key__in=[key for key, *_rest in stories])
    told = {key: (at, stamp) for key, at, stamp in as_told.values_list("key", "changed_at", "stamp")}
    for key, slug, stamp, at in stories:
        told_at, told_stamp = told.get(key, (None, ""))
        if at != told_at or (stamp != told_stamp and at >= row.seen_at - _SECOND):
            yield key, slug, stamp, at


def known_now() -> Iterable[Known]:
    return _known(open_stories())


def _known(stories: QuerySet[Story]) -> QuerySet[Story, Known]:
    return stories.values_list("pk", "slug", "stamp__value", "stamp__changed_at")


def _all(event: Event, rows: Iterable[Known]) -> Iterator[Happened]:
    return (Happened(event, *row) for row in rows)


def first_due(row: Webhook) -> Delivery | None:
    """What it is to be told now. Nothing overtakes what waits to be tried again."""
    first = row.deliveries.first()
    return first if first is not None and first.next_at <= timezone.now() else None
