"""Reads about learnt pairs. What only private stories taught is told to nobody who may not see them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Lesson, Proposal, Rule
from heard.apps.helping.queries.offers import HIDDEN_LESSON
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.queries import stories_for
from heard.apps.telling.queries.hiding import hidden_rows
from heard.core.permissions import can_review
from heard.core.record import Record

State = Proposal.State
NOT_OFFERED = (State.STALE, State.FAINT)


def rules_for(viewer: Viewer) -> QuerySet[Rule]:
    """The rules that `viewer` may know: those that a story teaches which they may see, and editors also those whose
    corrections there were undone, and what was noted by hand. What waits in most places comes first.

    Each counts its places in those stories: `offered`, `accepted`, `declined` and `waiting`.
    """
    stories = stories_for(viewer)
    here = Q(proposals__story__in=stories)

    def places(**how: str) -> Count:
        return Count("proposals", filter=here & Q(**how))

    rules = Rule.objects.annotate(
        offered=Count("proposals", filter=here & ~Q(proposals__state__in=NOT_OFFERED)),
        accepted=places(proposals__state=State.ACCEPTED),
        declined=places(proposals__state=State.DECLINED),
        waiting=places(proposals__state=State.WAITING),
    ).order_by("-waiting", "-offered", "heard_key", "pk")
    lessons = Lesson.objects.filter(~HIDDEN_LESSON, rules=OuterRef("pk"), correction__story__in=stories)
    known = Q(Exists(lessons))
    if can_review(person(viewer)):
        taught = Correction.objects.filter(~hidden_rows(), taught=OuterRef("pk"), story__in=stories)
        known |= Q(by_hand=True) | Q(Exists(taught))
    return rules.filter(known)


def rule_for(viewer: Viewer, pk: int) -> Rule:
    """Raises Rule.DoesNotExist for one that `viewer` may not know."""
    return rules_for(viewer).get(pk=pk)


def lessons_of(rule: Rule, viewer: Viewer) -> QuerySet[Lesson]:
    """Where people put it right and so taught it, the first first."""
    seen = rule.lessons.filter(~HIDDEN_LESSON, correction__story__in=stories_for(viewer))
    return seen.select_related("correction__story", "correction__author", "correction__decided_by").order_by("pk")


def rules_by_correction(rows: Iterable[Correction], viewer: Viewer) -> dict[int, list[Rule]]:
    """What `viewer` may know of what these corrections taught, by their ids. Two questions, however many there are."""
    taught = Lesson.objects.filter(~HIDDEN_LESSON, correction__in=[row.pk for row in rows]).exclude(rules=None)
    pairs = list(taught.order_by("pk", "rules").values_list("correction", "rules"))
    known = {rule.pk: rule for rule in rules_for(viewer).filter(pk__in=[rule for _, rule in pairs])} if pairs else {}
    found: dict[int, list[Rule]] = {}
    for correction, rule in pairs:
        if rule in known:
            found.setdefault(correction, []).append(known[rule])
    return found


def places_of(rule: Rule, viewer: Viewer) -> QuerySet[Proposal]:
    """Where it was offered, what waits first."""
    seen = rule.proposals.filter(~hidden_rows(), story__in=stories_for(viewer)).exclude(state__in=NOT_OFFERED)
    waits_first = Q(state=State.WAITING)
    return (
        seen.select_related("story", "decided_by").annotate(waits=waits_first).order_by("-waits", "-decided_at", "pk")
    )


def record_to_judge(rule: Rule) -> Record:
    """How a rule fared since it was last woken, in all stories."""
    decided = rule.proposals.exclude(decided_at=None)
    if rule.judged_from:
        decided = decided.filter(decided_at__gt=rule.judged_from)
    counts = decided.aggregate(
        yes=Count("pk", filter=Q(state=State.ACCEPTED)), no=Count("pk", filter=Q(state=State.DECLINED))
    )
    return Record(counts["yes"], counts["no"])
