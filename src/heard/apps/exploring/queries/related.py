"""The stories that are shown beside one, each with why: as far as whoever looks may see them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from heard.apps.exploring.models import Related
from heard.apps.exploring.search.keeping import in_step
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.apps.telling.queries.hiding import trimmed, with_spans
from heard.web.prepared import Prepared

MOST = 4


@dataclass(frozen=True)
class Beside:
    """A related story, why it is, and where it speaks of that: the second to land on, and the one that readers are told
    (where its beginning is cut off, another; none where there is no sound)."""

    story: Story
    why: Related
    told: float | None

    @property
    def address(self) -> str:
        at = "" if self.told is None else f"?t={self.why.second:.2f}"
        return f"{self.story.get_absolute_url()}{at}#p-{self.why.paragraph}"


def related_to(story: Story, viewer: Viewer) -> list[Beside]:
    rows = list(_related(story.pk, viewer).select_related("other__recording"))
    with_spans(row.other for row in rows)
    return [Beside(row.other, row, row.other.second(row.second - _beginning(row.other))) for row in rows]


def _beginning(story: Story) -> float:
    return trimmed(story.recording)[0] if hasattr(story, "recording") else 0.0


def related_for_strangers(story: int) -> Hashable:
    """Another one as soon as anything changed that a stranger is shown of the stories beside this one."""
    return tuple(_BESIDE.ask(story))


def _related(story: int, viewer: Viewer) -> QuerySet[Related]:
    """Only where the words of both are as they were compared: what was just hidden ties nothing any more."""
    as_read = Story.objects.filter(in_step(), pk=story).order_by()
    rows = Related.objects.filter(story__in=as_read, other__in=stories_for(viewer).filter(in_step()).order_by())
    return rows.order_by("-score", "other")[:MOST]


_BESIDE = Prepared(
    lambda story: _related(story, AnonymousUser()).values_list("pk", "other__stamp__value"),
    -1,
)
