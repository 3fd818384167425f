"""Leave: what is about the person alone goes, what others build on stays nameless, and their stories as they say."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction

from heard.apps.joining.actions.people import check_may_leave, forget_person
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.leaving.holdings import HOLDINGS, After
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.stories import delete_story
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Story
from heard.core.people.permissions import check_can_see_private


class Stories(StrEnum):
    """What becomes of somebody's stories when they leave."""

    TAKE_BACK = "take back"
    LEAVE = "leave"


@transaction.atomic
def leave(user: User, stories: Stories) -> None:
    """All of it or nothing. Sealed stories are erased after their days, when nobody can bring them back any more."""
    check_may_leave(user)
    if stories is Stories.TAKE_BACK:
        _take_stories_back(user)
    leave_as_before(user)


@transaction.atomic
def leave_as_before(user: User) -> None:
    """Somebody who stands in an older copy of the network and has left. That nobody else was a host then keeps nobody
    here."""
    for holding in HOLDINGS:
        if holding.after is After.ERASED:
            holding.rows(user).delete()
        if holding.after is After.LET_GO:
            holding.rows(user).update(**{holding.person: None})
    forget_person(user)


def _take_stories_back(user: User) -> None:
    for story in Story.objects.filter(reporter=user):
        if story.state == Story.State.DRAFT:
            delete_story(story, by=user)
        elif story.state == Story.State.PUBLISHED:
            take_back(story, hand=Hand(user))


@transaction.atomic
def note_download(user: User, *, by: User) -> None:
    """Who took what is kept about somebody out of here."""
    check_can_see_private(person(by), whose=user.pk)
    journal.write("person downloaded", about=user, by=by)
