"""What a moderator needs to look after the people whom a concern is about."""

from __future__ import annotations

from dataclasses import dataclass

from heard.apps.conversing.models import Comment
from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.apps.moderating.models import Concern
from heard.apps.telling.models import Story, StoryPerson

_TABLES = {"comment": Comment, "correction": Correction}


@dataclass(frozen=True)
class People:
    """Who is in the story that a concern is about, with how to reach them, and whose the thing is."""

    inside: list[StoryPerson]
    whose: User | None


def story_of(concern: Concern) -> Story | None:
    """The story that a concern is about, or that the thing is part of. None when there is none any more."""
    kind, _colon, key = concern.about.partition(":")
    if kind == "story":
        return Story.objects.filter(pk=int(key)).first()
    if kind in _TABLES:
        return Story.objects.filter(pk__in=_TABLES[kind]._default_manager.filter(pk=int(key)).values("story")).first()
    return None


def people_of(concern: Concern) -> People:
    story = story_of(concern)
    inside = story.people.select_related("contact", "account") if story else StoryPerson.objects.none()
    return People(list(inside), concern.person)


def involved_in(concern: Concern) -> set[int | None]:
    """The accounts of those whom it is about, and of everybody in the story. Not None: that is a stranger."""
    found = {concern.person_id, *(one.account_id for one in people_of(concern).inside)}
    return {account for account in found if account is not None}
