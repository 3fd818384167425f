"""Concerns: what waits, the most serious first, and what is told of them in public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.moderating.models import DECISIONS, REASONS, Concern, Ruling
from heard.core.people.concerns import BRAKES, OPTIONS, Decision, Reason, by_seriousness, tellable, usual
from heard.core.people.permissions import Role

OPEN = (Concern.State.WAITING, Concern.State.TAKEN, Concern.State.APPEALED)
OVER = (Concern.State.DECIDED, Concern.State.CLOSED)
A_YEAR = timedelta(days=365)
State = Concern.State
_BRAKED = Q(stopped__in=BRAKES) | Q(back_at__isnull=False)


def open_concerns() -> QuerySet[Concern]:
    """Those first that should hide something and do not, or whose deadline is over; then the most serious, those with
    the next deadline first; then the oldest."""
    first = Case(When(_BRAKED | Q(due_at__lte=timezone.now()), then=Value(0)), default=Value(1))
    order = Case(*(When(reason=reason, then=Value(number)) for number, reason in enumerate(Reason)), default=Value(99))
    rows = Concern.objects.filter(state__in=OPEN).select_related("author", "taken_by", "person")
    return rows.order_by(first, order, F("due_at").asc(nulls_last=True), "id")


def closed_concerns() -> QuerySet[Concern]:
    """The newest decision first."""
    rows = Concern.objects.exclude(state__in=OPEN).select_related("author", "taken_by", "person")
    return rows.prefetch_related("rulings").order_by("-id")


def hidden_at_once() -> list[str]:
    """The reasons for which the host hides what is at stake before anybody has looked."""
    return by_seriousness([reason for reason in settings.HEARD["HEARD_HIDE_AT_ONCE"] if reason in list(Reason)])


def others_that_hide(concern: Concern) -> bool:
    """Whether another concern about the same thing keeps it hidden."""
    return hiding_now().filter(about=concern.about).exclude(pk=concern.pk).exists()


def hiding_now() -> QuerySet[Concern]:
    """Concerns that keep something hidden, because nobody has decided on them yet."""
    return Concern.objects.filter(hid=True, back_at=None, state__in=OPEN)


def sent_before(concern: Concern, theirs: Q) -> Concern | None:
    """The same from the same sender, when somebody presses twice."""
    same = Concern.objects.filter(theirs, about=concern.about, reason=concern.reason, text=concern.text)
    return same.filter(state__in=OPEN).first()


def first_ruling(concern: Concern) -> Ruling | None:
    return concern.rulings.filter(on_appeal=False).first()


def moderators() -> QuerySet[User]:
    roles = [role.value for role in Role if role.rank >= Role.MODERATOR.rank]
    return User.objects.filter(role__in=roles, is_active=True).order_by("name", "pk")


def decisions_on(kind: str) -> list[tuple[str, str]]:
    """What may be decided about such a thing, as a form offers it."""
    names = dict(DECISIONS)
    return [(decision.value, str(names[decision.value])) for decision in OPTIONS[kind]]


@dataclass(frozen=True)
class Figure:
    """How often a reason was given in a year, and how long a decision usually took. None where that might tell who was
    meant."""

    reason: str
    count: int | None
    hours: float | None


@dataclass(frozen=True)
class Figures:
    by_reason: list[Figure]
    hours: float | None
    acted_in_ten: int | None


def figures() -> Figures:
    """Of the last year. No sum is told: with it a small number could be worked out."""
    since = timezone.now() - A_YEAR
    counted = Concern.objects.filter(created_at__gt=since).order_by()
    counts = {row["reason"]: row["times"] for row in counted.values("reason").annotate(times=Count("pk"))}
    rulings = list(Ruling.objects.filter(at__gt=since, on_appeal=False).select_related("concern"))
    hours = [_hours(ruling) for ruling in rulings]
    return Figures(
        by_reason=[_figure(reason, str(name), counts, rulings) for reason, name in REASONS],
        hours=usual(hours),
        acted_in_ten=_acted(rulings),
    )


def _figure(reason: str, name: str, counts: Mapping[str, int], rulings: list[Ruling]) -> Figure:
    hours = [_hours(ruling) for ruling in rulings if ruling.concern.reason == reason]
    return Figure(name, tellable(counts.get(reason, 0)), usual(hours))


def _hours(ruling: Ruling) -> float:
    return (ruling.at - ruling.concern.created_at).total_seconds() / 3600


def _acted(rulings: list[Ruling]) -> int | None:
    """In how many of ten something was changed, hidden or removed."""
    if tellable(len(rulings)) is None or not rulings:
        return None
    return round(10 * sum(ruling.decision != Decision.NO_ACTION for ruling in rulings) / len(rulings))
