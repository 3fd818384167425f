"""What waits for a moderator or an editor, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from heard.apps.conversing.queries.comments import waiting_comments
from heard.apps.correcting.queries.reports import stories_to_review
from heard.apps.joining.queries import Viewer, person
from heard.apps.mailing.queries import sending
from heard.apps.moderating.queries.concerns import open_concerns
from heard.apps.telling.models import SignOff, Story
from heard.apps.telling.queries import stories_for
from heard.core.people.permissions import Right, can_moderate, may

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Desk:
    """How many of each kind wait. `comments` and `concerns` are for moderators alone, `letters` for hosts."""

    stories: int
    corrections: int
    consents: int
    comments: int | None = None
    concerns: int | None = None
    letters: int | None = None


def desk_of(viewer: Viewer) -> Desk:
    is_moderator = can_moderate(person(viewer))
    letters = sending() if may(person(viewer), Right.RUN) else None
    return Desk(
        stories=stories_waiting(viewer).count() + stories_asking_again(viewer).count(),
        corrections=stories_to_review().count(),
        consents=consents_running_out(viewer).count(),
        comments=waiting_comments(viewer).count() if is_moderator else None,
        concerns=open_concerns().count() if is_moderator else None,
        letters=letters.late + letters.given_up if letters else None,
    )


def stories_waiting(viewer: Viewer) -> QuerySet[Story]:
    """Drafts that their storyteller has signed off, the oldest first."""
    signed = SignOff.objects.filter(person__story=OuterRef("pk"), void=False)
    drafts = stories_for(viewer).filter(Exists(signed), state=Story.State.DRAFT)
    return drafts.select_related("reporter", "recording").order_by("created_at", "pk")


def stories_asking_again(viewer: Viewer) -> QuerySet[Story]:
    """Published stories in which a voice is nobody's, or which are not signed off as they are now: the oldest first."""
    published = stories_for(viewer).filter(state=Story.State.PUBLISHED, tally__asks_again=True)
    return published.select_related("reporter").order_by("published_at", "pk")


def consents_running_out(viewer: Viewer) -> QuerySet[Story]:
    """Published stories whose audience ends within a month, the next first."""
    today = timezone.localdate()
    soon = stories_for(viewer).filter(state=Story.State.PUBLISHED, closes_on__range=(today, today + SOON))
    return soon.select_related("reporter").order_by("closes_on", "pk")


def held_stories(viewer: Viewer) -> QuerySet[Story]:
    """Hidden over a concern, the longest first."""
    return stories_for(viewer).exclude(held_at=None).select_related("reporter").order_by("held_at", "pk")
