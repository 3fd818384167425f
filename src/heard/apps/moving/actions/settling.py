"""Publish what was published where it comes from, once nothing is missing here: at once, or when its sound is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from heard.apps.joining.models import User
from heard.apps.moving.actions.parts import Signed
from heard.apps.moving.models import Waiting
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import SignOff, Story
from heard.apps.telling.queries.consent import sign_off_of
from heard.apps.transcribing.actions.publishing import publish_story, sign_off
from heard.apps.transcribing.queries.readiness import lack_of
from heard.core.errors import HeardError
from heard.core.moving import values
from heard.core.sentences import Sentence

_NOTE = "It was published before it moved here."


def settle(
    story: Story, published: datetime, signed: Mapping[int, Signed], *, by: User, waits: bool = False
) -> list[str]:
    """Returns what is to be said about it."""
    told = {str(key): vars(one) for key, one in signed.items()}
    if waits:
        Waiting.objects.create(story=story, published_at=published, signed=told)
        return [str(Sentence("It is published by itself as soon as its sound is made."))]
    return _publish(story, published, told, by=by)


@transaction.atomic
def settle_waiting(row: Waiting, *, by: User) -> bool:
    """Whether it waits no longer: it is published, or it never will be by itself."""
    story = row.story
    if story.state != Story.State.DRAFT:
        row.delete()
        return True
    if lack_of(story) is not None:
        return False
    _publish(story, row.published_at, row.signed, by=by)
    row.delete()
    return True


def _publish(story: Story, published: datetime, signed: Mapping[str, Any], *, by: User) -> list[str]:
    try:
        with transaction.atomic():
            _sign(story, signed, by=by)
            publish_story(story, by=by)
            Story.objects.filter(pk=story.pk).update(published_at=published)
    except HeardError as error:
        story.refresh_from_db()
        return [str(Sentence("It is a private draft.")), error.sentence]
    return []


def _sign(story: Story, signed: Mapping[str, Any], *, by: User) -> None:
    """Its tellers found it good, or it would not have been published there."""
    for person in story.people.filter(is_storyteller=True):
        if sign_off_of(person):
            continue
        told = signed.get(str(person.pk)) or {}
        how = told.get("how") if told.get("how") in SignOff.How.values else SignOff.How.IN_PERSON
        row = sign_off(person, how or SignOff.How.IN_PERSON, hand=Hand(by), note=_NOTE)
        if at := values.moment(told.get("at", ""), "signed_at"):
            SignOff.objects.filter(pk=row.pk).update(at=at)
