"""Private links: a way in for somebody without an account, on a phone or on a printed card."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.models import PrivateLink, StoryPerson
from heard.apps.telling.queries.consent import digest_of
from heard.core.people.permissions import check_can_edit_story


@transaction.atomic
def make_link(person: StoryPerson, *, by: User, for_guardian: bool = False) -> str:
    """The secret of a new link, which is told once and kept nowhere. The one before it stops working."""
    _end(person, by=by, for_guardian=for_guardian)
    token = secrets.token_urlsafe(24)
    until = timezone.now() + timedelta(days=settings.HEARD["HEARD_LINK_DAYS"].stories)
    PrivateLink.objects.create(person=person, digest=digest_of(token), expires_at=until, for_guardian=for_guardian)
    journal.write("private link made", about=person.story, by=by, subject=str(person.subject))
    return token


@transaction.atomic
def end_links(person: StoryPerson, *, by: User) -> None:
    """Neither their link nor their guardian's works any more."""
    for for_guardian in (False, True):
        _end(person, by=by, for_guardian=for_guardian)
    journal.write("private links ended", about=person.story, by=by, subject=str(person.subject))


def note_opened(link: PrivateLink) -> None:
    """When it was last used, so that a reporter knows that it arrived."""
    PrivateLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())


def _end(person: StoryPerson, *, by: User, for_guardian: bool) -> None:
    check_can_edit_story(as_person(by), reporter=person.story.reporter_id)
    live = PrivateLink.objects.filter(person=person, for_guardian=for_guardian, revoked_at=None)
    live.update(revoked_at=timezone.now())
