"""Reads for programs: whose a token is, and stories page by page. All start from `stories_for`."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils import timezone

from heard.apps.browsing.queries import places_of, slug_of
from heard.apps.connecting.models import Token
from heard.apps.exploring.queries import ON_CARDS
from heard.apps.exploring.search.facets import narrowed
from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer, hash_of
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.apps.telling.queries.hiding import with_spans
from heard.core.errors import BadInput


def tokens_of(user: User) -> QuerySet[Token]:
    return Token.objects.filter(person=user)


def good_token(secret: str) -> Token:
    """Raises Token.DoesNotExist for one that is none, has ended, or is of somebody who may not log in."""
    good = Token.objects.filter(ends_at__gt=timezone.now(), person__is_active=True)
    return good.select_related("person").get(token_hash=hash_of(secret))


@dataclass(frozen=True)
class Listed:
    """Some stories in an order, and how to ask for those that come after them: empty where there are none."""

    stories: list[Story]
    after: str = ""


@dataclass(frozen=True)
class Chosen:
    """What a list of stories is narrowed by. Empty means any."""

    theme: str = ""
    place: str = ""
    reporter: str = ""
    language: str = ""
    changed_since: datetime | None = None


def listed(viewer: Viewer, chosen: Chosen, *, after: str, most: int) -> Listed:
    """The newest first; those that changed since a moment, in the order in which they changed, so that whoever reads on
    misses none."""
    order = _CHANGED if chosen.changed_since else _NEWEST
    stories = _narrowed(viewer, chosen).annotate(shown_at=Coalesce("published_at", "created_at"))
    if after:
        stories = stories.filter(_beyond(order, after))
    rows = list(stories.select_related("stamp").order_by(*order.by)[: most + 1])
    page = with_all(rows[:most])
    return Listed(page, _cursor(order, page[-1]) if len(rows) > most else "")


def _narrowed(viewer: Viewer, chosen: Chosen) -> QuerySet[Story]:
    sides = {"theme": chosen.theme, "reporter": chosen.reporter, "language": chosen.language}
    found = stories_for(viewer).filter(narrowed({side: value for side, value in sides.items() if value}))
    if chosen.place:
        found = found.filter(place__in=_written(viewer, chosen.place))
    return found.filter(_changed(chosen.changed_since)) if chosen.changed_since else found


def _written(viewer: Viewer, place: str) -> tuple[str, ...]:
    """How the stories write the name of a place, which may be given as its name or as in its address."""
    asked = slug_of(place)
    return next((way.written for way in places_of(viewer) if way.slug == asked), ())


def with_all(stories: Iterable[Story]) -> list[Story]:
    """With all that programs are told of each, in as many questions for a hundred as for one. `is_open` says whether
    every stranger may see it now."""
    rows = list(stories)
    prefetch_related_objects(rows, *ON_CARDS, "stamp", "themes")
    keys = [row.pk for row in rows]
    opened = set(stories_for(AnonymousUser()).filter(pk__in=keys).values_list("pk", flat=True))
    for row in rows:
        row.is_open = row.pk in opened  # type: ignore[attr-defined]
    return with_spans(rows)


def _changed(since: datetime) -> Q:
    """One that opens on a day, or is agreed to from a day on, changes on that day though nothing is written."""
    day = timezone.localdate(since)
    return Q(stamp__changed_at__gte=since) | Q(opens_on__gte=day) | Q(publish_from__gte=day)


@dataclass(frozen=True)
class _Order:
    """By which moment of a story a list goes, and in which direction."""

    name: str
    moment: str
    beyond: str
    by: tuple[str, str]


_NEWEST = _Order("newest", "shown_at", "lt", ("-shown_at", "-pk"))
_CHANGED = _Order("changed", "stamp__changed_at", "gt", ("stamp__changed_at", "pk"))


def _cursor(order: _Order, last: Story) -> str:
    at = last.stamp.changed_at if order is _CHANGED else last.shown_at  # type: ignore[attr-defined]
    return urlsafe_b64encode(f"{order.name} {at.isoformat()} {last.pk}".encode()).decode().rstrip("=")


def _beyond(order: _Order, cursor: str) -> Q:
    """Raises BadInput for one that is none of ours, or of a list in another order."""
    try:
        name, at, key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        moment, pk = datetime.fromisoformat(at).astimezone(UTC), int(key)
        if name != order.name or not 0 <= pk < 2**63:
            raise ValueError(cursor)
    except (ValueError, OverflowError):
        raise BadInput("This is no “cursor” of this list. Begin at its first page.", code="bad-cursor") from None
    same = Q(**{order.moment: moment, f"pk__{order.beyond}": pk})
    return Q(**{f"{order.moment}__{order.beyond}": moment}) | same
