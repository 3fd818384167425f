"""Reads for archives: every story that strangers may see, and that another was there and is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from heard.apps.exploring.queries.listed import address_of_licence, storytellers
from heard.apps.telling.models import Story, Theme
from heard.apps.telling.queries import stories_for

_BESIDE = ("reporter", "stamp", "recording")
_LISTED = ("themes", "voice_names", "people")
_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Harvested:
    """A story as archives collect it; where its people took it back (`is_gone`), nothing of it but its number."""

    story: Story
    is_gone: bool

    @property
    def at(self) -> datetime:
        """When it last became another. One that opens on a day, or is agreed to from a day on, does so on that day,
        though nothing is written."""
        days = () if self.is_gone else (self.story.opens_on, self.story.publish_from)
        return max([self.story.stamp.changed_at, *(_begin(day) for day in days if day)]).astimezone(UTC)

    @cached_property
    def themes(self) -> list[Theme]:
        return [] if self.is_gone else list(self.story.themes.all())

    @property
    def tellers(self) -> list[str]:
        return storytellers(self.story)

    @property
    def licence(self) -> str:
        return address_of_licence(self.story)


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def harvested(
    *, since: datetime | None = None, until: datetime | None = None, theme: int | None = None, after: int = 0, most: int
) -> list[Harvested]:
    """In the order of their numbers, so that whoever reads on misses none; one more than `most`, where there are."""
    rows = _told().filter(pk__gt=after)
    if since:
        day = timezone.localdate(since)
        rows = rows.filter(Q(stamp__changed_at__gte=since) | Q(opens_on__gte=day) | Q(publish_from__gte=day))
    if until:
        rows = rows.filter(stamp__changed_at__lt=until.replace(microsecond=0) + _A_SECOND)
    if theme is not None:
        rows = rows.filter(themes=theme, pk__in=stories_for(AnonymousUser()))
    return _with_all(rows.order_by("pk")[: most + 1])


def harvested_one(number: int) -> Harvested:
    """Raises Story.DoesNotExist."""
    found = _with_all(_told().filter(pk=number))
    if not found:
        raise Story.DoesNotExist
    return found[0]


def first_harvested() -> datetime | None:
    """When the one that changed longest ago did."""
    at: datetime | None = _told().order_by("stamp__changed_at").values_list("stamp__changed_at", flat=True).first()
    return at


def themes_harvested(*, after: int, most: int) -> list[Theme]:
    """Those of stories that everybody may see; one more than `most` where there are more."""
    there = Theme.objects.filter(pk__gt=after, stories__in=stories_for(AnonymousUser()))
    return list(there.distinct().order_by("pk")[: most + 1])


def _told() -> QuerySet[Story]:
    gone = Q(state__in=(Story.State.WITHDRAWN, Story.State.ERASED), was_public=True)
    return Story.objects.filter(Q(pk__in=stories_for(AnonymousUser()).order_by().values("pk")) | gone).exclude(
        stamp=None
    )


def _with_all(stories: QuerySet[Story]) -> list[Harvested]:
    rows = list(stories.select_related(*_BESIDE))
    there = [row for row in rows if row.state == Story.State.PUBLISHED]
    prefetch_related_objects(there, *_LISTED)
    return [Harvested(row, row.state != Story.State.PUBLISHED) for row in rows]
