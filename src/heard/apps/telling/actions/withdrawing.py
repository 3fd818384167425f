"""Take a story back: seal it at once, bring it back while that can be done, and erase it after that.

Sealing is a row and the one rule, so it needs no worker. Erasing is the worker's, and the ledger outlives it.
"""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import Hand, HowGiven, write_rows
from heard.apps.telling.actions.removing import remove_all_of
from heard.apps.telling.models import Story, StoryPerson
from heard.apps.telling.queries import stone_of, stories_for
from heard.apps.telling.queries.consent import can_bring_back, entries_of, ledger_of
from heard.core.errors import NotAllowed
from heard.core.people import consent
from heard.core.people.consent import Ruling, Use
from heard.core.people.permissions import check_can_edit_story
from heard.core.people.states import check_can_bring_back, check_can_move, check_can_withdraw

_SEALED = ("state", "sealed_at", "sealed_by", "sealed_as_guardian", "was_public", "held_at")


@transaction.atomic
def take_back(story: Story, *, hand: Hand, part: StoryPerson | None = None) -> None:
    """Seal a whole story. Somebody in it (`part`) takes back their own yes, for all uses, and a guardian theirs;
    somebody who looks after it everybody's, because that is what whoever asked them wants."""
    if part is None:
        check_can_edit_story(as_person(hand.user or AnonymousUser()), reporter=story.reporter_id)
    story = Story.objects.select_for_update().get(pk=story.pk)
    check_can_withdraw(story.state)
    story.was_public = stories_for(AnonymousUser()).filter(pk=story.pk).exists()
    story.state, story.sealed_at = Story.State.WITHDRAWN, timezone.now()
    story.sealed_by = part.subject if part else None
    story.sealed_as_guardian = hand.as_guardian
    story.save(update_fields=_SEALED)
    if part:
        _say_no(part, hand)
    else:
        _say_no_for_all(story, hand)
    journal.write("story taken back for good", about=story, by=hand.user)


def _say_no_for_all(story: Story, hand: Hand) -> None:
    for person in story.people.all():
        for as_guardian in (False, True):
            _say_no(person, replace(hand, as_guardian=as_guardian))


def _say_no(person: StoryPerson, hand: Hand) -> None:
    """To everything that they agreed to."""
    ledger = ledger_of(person.story)
    given = [use for use in Use if _is_given(ledger, person, use, as_guardian=hand.as_guardian)]
    write_rows(person, [(use, Ruling.WITHDRAWN) for use in given], hand=hand, said=HowGiven(), why="taken back")


def _is_given(ledger: list[consent.Row], person: StoryPerson, use: Use, *, as_guardian: bool) -> bool:
    row = consent.latest(ledger, str(person.subject), use, as_guardian=as_guardian)
    return row is not None and row.ruling is Ruling.GIVEN


@transaction.atomic
def bring_back(story: Story, *, hand: Hand, part: StoryPerson | None = None) -> None:
    """Make it a private draft again, with what everybody had agreed to. It was a mistake, and nobody saw it since."""
    story = Story.objects.select_for_update().get(pk=story.pk)
    check_can_bring_back(story.state)
    if not can_bring_back(story, viewer=hand.user or AnonymousUser(), part=part, as_guardian=hand.as_guardian):
        raise NotAllowed(_("Only whoever took this story back can bring it back."), code="not-yours-to-bring-back")
    for entry in entries_of(story).filter(at__gte=story.sealed_at, ruling=Ruling.WITHDRAWN):
        person = story.people.get(subject=entry.subject)
        side = Hand(hand.user, entry.themself, entry.as_guardian)
        write_rows(person, [(Use(entry.use), Ruling.GIVEN)], hand=side, said=HowGiven())
    story.state, story.published_at = Story.State.DRAFT, None
    story.sealed_at = story.sealed_by = None
    story.was_public = story.sealed_as_guardian = False
    story.save(update_fields=(*_SEALED, "published_at"))
    journal.write("story brought back", about=story, by=hand.user)


@transaction.atomic
def erase(story: Story) -> None:
    """Everything that hangs on a story goes, in every app: its files, words, takes, corrections and what they taught.
    The row that stays under its number has no title, and an address in which nobody can read one."""
    check_can_move("story", story.state, Story.State.ERASED)
    stone = _stone(story)
    remove_all_of(story)
    stone.save(force_insert=True)
    journal.write("story erased", about=stone)


def _stone(story: Story) -> Story:
    return Story(
        pk=story.pk,
        slug=stone_of(story.slug) if story.was_public else f"taken-back-{secrets.token_hex(16)}",
        state=Story.State.ERASED,
        reporter=story.reporter,
        synthetic=story.synthetic,
        sealed_at=story.sealed_at,
        was_public=story.was_public,
        erased_at=timezone.now(),
    )
