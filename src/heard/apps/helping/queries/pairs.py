"""Reads about learnt pairs. What only private stories taught is told to nobody who may not see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Lesson, Pair, Proposal
from heard.apps.helping.queries.offers import HIDDEN_LESSON
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.queries import has_any, in_any_of, stories_for
from heard.apps.telling.queries.hiding import hidden_rows
from heard.core.offering.record import Record
from heard.core.people.permissions import can_review

State = Proposal.State
FIRST = 100
"""So many pairs are listed."""
NOT_OFFERED = (State.STALE, State.FAINT)


def pairs_for(viewer: Viewer) -> QuerySet[Pair]:
    """The pairs that `viewer` may know: those that a story teaches which they may see, and editors also those whose
    corrections there were undone, and what was noted by hand. What waits in most places comes first.

    Each counts its places in those stories: `offered`, `accepted`, `declined` and `waiting`.
    """
    return _counted(viewer, *_COUNTS).filter(_known(viewer)).order_by("-waiting", "-offered", "heard_key", "pk")


def first_pairs(viewer: Viewer) -> list[int]:
    """The keys of those that wait in most places of the network, in the order in which they do for `viewer`. Editors
    see all places."""
    known = Pair.objects.filter(_known(viewer)).order_by("-waiting_anywhere", "-offered_anywhere", "heard_key")
    first = list(known.values_list("pk", flat=True)[:FIRST])
    if can_review(person(viewer)):
        return first
    waiting = dict(_counted(viewer, "waiting").filter(pk__in=first).values_list("pk", "waiting"))
    return sorted(first, key=lambda pk: -waiting[pk])


_COUNTS = {
    "offered": Q(),
    "accepted": Q(state=State.ACCEPTED),
    "declined": Q(state=State.DECLINED),
    "waiting": Q(state=State.WAITING),
}


def _counted(viewer: Viewer, *names: str) -> QuerySet[Any]:
    seen = Proposal.objects.filter(in_any_of(stories_for(viewer)), pair=OuterRef("pk")).exclude(state__in=NOT_OFFERED)

    def places(how: Q) -> Coalesce:
        rows = seen.filter(how).order_by().values("pair").annotate(places=Count("pk"))
        return Coalesce(Subquery(rows.values("places")), 0)

    return Pair.objects.annotate(**{name: places(_COUNTS[name]) for name in names})


def _known(viewer: Viewer) -> Q:
    stories = stories_for(viewer)
    lessons = Lesson.objects.filter(~HIDDEN_LESSON, in_any_of(stories, "correction__story"), pairs=OuterRef("pk"))
    if not can_review(person(viewer)):
        return Q(has_any(lessons))
    taught = Correction.objects.filter(~hidden_rows(), in_any_of(stories), taught=OuterRef("pk"))
    return Q(has_any(lessons)) | Q(by_hand=True) | Q(has_any(taught))


def pair_for(viewer: Viewer, pk: int) -> Pair:
    """Raises Pair.DoesNotExist for one that `viewer` may not know."""
    return pairs_for(viewer).get(pk=pk)


def lessons_of(pair: Pair, viewer: Viewer) -> QuerySet[Lesson]:
    """Where people put it right and so taught it, the first first."""
    seen = pair.lessons.filter(~HIDDEN_LESSON, correction__story__in=stories_for(viewer))
    return seen.select_related("correction__story", "correction__author", "correction__decided_by").order_by("pk")


def pairs_by_correction(rows: Iterable[Correction], viewer: Viewer) -> dict[int, list[Pair]]:
    """What `viewer` may know of what these corrections taught, by their ids. Two questions, however many there are."""
    taught = Lesson.objects.filter(~HIDDEN_LESSON, correction__in=[row.pk for row in rows]).exclude(pairs=None)
    taught_by = list(taught.order_by("pk", "pairs").values_list("correction", "pairs"))
    known = (
        {pair.pk: pair for pair in pairs_for(viewer).filter(pk__in=[pair for _, pair in taught_by])}
        if taught_by
        else {}
    )
    found: dict[int, list[Pair]] = {}
    for correction, pair in taught_by:
        if pair in known:
            found.setdefault(correction, []).append(known[pair])
    return found


def places_of(pair: Pair, viewer: Viewer) -> QuerySet[Proposal]:
    """Where it was offered, what waits first."""
    seen = pair.proposals.filter(~hidden_rows(), story__in=stories_for(viewer)).exclude(state__in=NOT_OFFERED)
    waits_first = Q(state=State.WAITING)
    return (
        seen.select_related("story", "decided_by").annotate(waits=waits_first).order_by("-waits", "-decided_at", "pk")
    )


def record_to_judge(pair: Pair) -> Record:
    """How a pair fared since it was last woken, in all stories."""
    decided = pair.proposals.exclude(decided_at=None)
    if pair.judged_from:
        decided = decided.filter(decided_at__gt=pair.judged_from)
    counts = decided.aggregate(
        yes=Count("pk", filter=Q(state=State.ACCEPTED)), no=Count("pk", filter=Q(state=State.DECLINED))
    )
    return Record(counts["yes"], counts["no"])
