"""Reads about what to listen to next: the places where a few seconds of somebody's ears do most good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.agreement import places_to_hear
from heard.apps.correcting.queries.reports import OPEN
from heard.apps.helping.models import Proposal, Reservation, Spot
from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender
from heard.apps.telling.models import Rendition, Story
from heard.apps.telling.queries import in_any_of, stories_for
from heard.apps.telling.queries.hiding import IS_SERVED
from heard.core.listening.queue import MOST_CHOICES, chance_from_reports
from heard.core.offering.terms import key_of

_SAY_IT_IS_WRONG = (Correction.Kind.REPLACE, Correction.Kind.DELETE, Correction.Kind.WRONG)


def elsewhere(story: Story) -> Callable[[str], float]:
    """How many places of other stories an answer about these words would probably settle: how many wrong words are
    expected where the same stands."""

    @cache
    def expected(same: str) -> float:
        rows = Spot.objects.filter(same=same).exclude(story=story)
        return float(rows.aggregate(wrong=Sum("wrong", default=0.0))["wrong"])

    return lambda text: expected(" ".join(key_of(text)))


# So long nobody else gets a place that somebody has before them.
KEPT = timedelta(minutes=4)


def holder_of(by: Sender) -> str:
    """Whom a place is kept for. "" for somebody who cannot be told from others yet."""
    if by.user:
        return f"account:{by.user.pk}"
    return by.visitor and f"visitor:{by.visitor}"


def spots_for(asker: Asker, holder: str, now: datetime, story: Story | None = None) -> QuerySet[Spot]:
    """What somebody may hear next: nothing that others have before them, that they answered themselves, or that is
    settled. Each with what it is `worth`: less where others answered already."""
    spots = Spot.objects.filter(in_any_of(stories_for(asker.viewer))) if story is None else story.spots.all()
    heard = Rendition.objects.filter(IS_SERVED, recording__story=OuterRef("story"), media_type__startswith="audio/")
    here = Reservation.objects.filter(story=OuterRef("story"), first=OuterRef("first"), last=OuterRef("last"))
    gone = Q(settled=True) | Q(holder=holder, answered=True) | (_kept(now) & ~Q(holder=holder))
    answers = here.filter(answered=True).order_by().values("story").annotate(people=Count("pk")).values("people")
    free = spots.filter(Exists(heard), ~Exists(here.filter(gone)))
    people = Cast(Coalesce(Subquery(answers), 0), FloatField())
    return free.annotate(worth=F("good") / (people + 1.0)).order_by("-good", "story", "start")


def best_of(spots: QuerySet[Any], most: int) -> list[int]:
    """The keys of those that are worth most, the best first. Nothing is worth more than the good in it, so the list by
    good is read only until what follows cannot be better."""
    size = 5 * most
    while True:
        rows = list(spots.values_list("worth", "story", "start", "pk", "good")[:size])
        rest = rows[-1][-1] if len(rows) == size else -1.0
        sure = sorted((-worth, story, start, pk) for worth, story, start, pk, _ in rows if worth >= rest)
        if len(sure) >= most or len(rows) < size:
            return [pk for *_, pk in sure[:most]]
        size *= 4


def _kept(now: datetime) -> Q:
    """Picks what is kept for somebody. What is kept for longer than we ever do, a wrong clock left."""
    return Q(until__gt=now, until__lte=now + KEPT, answered=False)


def reports_to_hear(by: Sender, story: Story | None = None) -> list[Correction]:
    """Reports about words that the lot asks somebody to listen to, and which they have not answered, the oldest
    first."""
    asked = places_to_hear(by.user) if by.user else []
    answered = set(
        Reservation.objects.filter(holder=holder_of(by), answered=True).values_list("story", "first", "last")
    )
    return [
        row
        for row in asked
        if row.words and story in (None, row.story) and (row.story_id, row.words[0], row.words[-1]) not in answered
    ]


def reported_in(story: Story) -> dict[str, float]:
    """By word, the chance that it is wrong because people say so."""
    who: dict[str, tuple[set[int], set[str]]] = {}
    for row in story.corrections.filter(state__in=OPEN, kind__in=_SAY_IT_IS_WRONG):
        for word in row.words:
            accounts, visitors = who.setdefault(word, (set(), set()))
            accounts.add(row.author_id) if row.author_id else visitors.add(row.visitor)
    return {word: chance_from_reports(len(accounts), len(visitors)) for word, (accounts, visitors) in who.items()}


def held_by(holder: str, now: datetime, story: Story | None = None) -> Spot | None:
    """The place that is kept for somebody, as long as it is. Asked from what is kept: there are far more places."""
    mine = Reservation.objects.filter(_kept(now), holder=holder)
    mine = mine.filter(story=story) if story else mine
    here = Q(story__reservations__first=F("first"), story__reservations__last=F("last"))
    spots = Spot.objects.filter(here, story__reservations__in=mine).select_related("story")
    return min(spots, key=lambda spot: spot.pk, default=None) if holder else None


@dataclass(frozen=True)
class Choice:
    """Another text for the words of a spot. `proposal` offers it, if that is what it comes from."""

    text: str
    proposal: Proposal | None = None


def choices_for(spot: Spot, asker: Asker) -> list[Choice]:
    """What else may be said there, the likeliest first: what is offered to whoever asks, what others suggest to
    somebody whose ear is asked for, then what the glossary and the story's names have that sounds like it."""
    offered = [Choice(_with(spot, row), row) for row in inside(spot, waiting_for(asker, spot.story))]
    known = {choice.text for choice in offered}
    others = dict.fromkeys([*_suggested(spot, asker), *spot.choices])
    return [*offered, *(Choice(text) for text in others if text not in known)][:MOST_CHOICES]


def _suggested(spot: Spot, asker: Asker) -> list[str]:
    """What others suggest for these very words, for somebody whose ear is asked for: nobody else is shown it."""
    user = asker.viewer if isinstance(asker.viewer, User) else None
    rows = reports_to_hear(Sender(user), spot.story) if user else []
    return [row.text for row in rows if row.words == spot.words and row.text]


def inside(spot: Spot, rows: Iterable[Proposal]) -> list[Proposal]:
    """The proposals about words of a spot and no others."""
    return [row for row in rows if _at(spot.words, row.words) is not None]


def _with(spot: Spot, row: Proposal) -> str:
    texts, at = spot.text.split(), _at(spot.words, row.words) or 0
    return " ".join([*texts[:at], row.meant, *texts[at + len(row.words) :]])


def _at(words: Sequence[str], part: Sequence[str]) -> int | None:
    """Where `part` stands in `words`."""
    return next((n for n in range(len(words)) if list(words[n : n + len(part)]) == list(part)), None)
