"""Keep who is in a story and what each of them agrees to. The ledger only grows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.models import (
    ConsentEntry,
    DecidingEntry,
    PersonContact,
    PrivateLink,
    SignOff,
    Story,
    StoryPerson,
    Voice,
)
from heard.apps.telling.queries import stories_there
from heard.apps.telling.queries.consent import ledger_of
from heard.core.errors import HeardError, WrongState, refuse
from heard.core.people import consent
from heard.core.people.consent import ALONE, NOES, Deciding, How, Row, Ruling, Use, check_can_give_voice
from heard.core.people.parts import age_faults, born_from, part_faults, saying_faults
from heard.core.people.permissions import check_can_edit_story

EVERY_USE: Mapping[Use, bool] = dict.fromkeys(Use, True)


class About(TypedDict, total=False):
    """What can be said about somebody in a story."""

    name: str
    voice: str
    is_storyteller: bool
    account: User | None
    subject: UUID


class Contact(TypedDict, total=False):
    """What only those who look after the story may know."""

    real_name: str
    reach_at: str
    guardian_name: str
    guardian_at: str
    born: str


@dataclass(frozen=True)
class Hand:
    """Whose hand it is: their own (`themself`), by their account or, without a `user`, by their private link; or that
    of a user who looks after the story and writes down what they said. `as_guardian`: it was their guardian's word."""

    user: User | None = None
    themself: bool = False
    as_guardian: bool = False


@dataclass(frozen=True)
class HowGiven:
    """How consent was given: `second` of the recording where it can be heard, `paper` the path of a photo. `at` is the
    time of it, where that was elsewhere and before."""

    how: How = How.SCREEN
    second: float | None = None
    paper: str = ""
    at: datetime | None = None


@transaction.atomic
def add_person(
    story: Story, about: About, *, by: User, contact: Contact | None = None, deciding: Deciding = ALONE
) -> StoryPerson:
    """Somebody is in this story. Nothing is agreed to by that. Raises BadInput for what cannot be said about them."""
    check_may_write(story, Hand(by))
    refuse(_faults(story.people.all(), {"name": "", **about}, contact, deciding))
    person = StoryPerson.objects.create(story=story, **about)
    _keep_beside(person, contact)
    journal.write("person added to story", about=story, by=by, subject=str(person.subject))
    decide_anew(person, deciding, by=by)
    return person


@transaction.atomic
def describe_person(
    person: StoryPerson,
    about: About,
    *,
    hand: Hand,
    contact: Contact | None = None,
    deciding: Deciding | None = None,
) -> None:
    """Say more about somebody in a story. The name to show is theirs to choose, so they may change it themselves.
    Raises BadInput."""
    check_may_write(person.story, hand)
    refuse(_faults(person.story.people.exclude(pk=person.pk), about, contact, deciding or person.deciding))
    if deciding:
        decide_anew(person, deciding, by=hand.user)
    changed = [name for name, value in about.items() if getattr(person, name) != value]
    if "account" in changed:
        check_can_give_voice(ledger_of(person.story), str(person.subject))
    before = person.voice
    for name, value in about.items():
        setattr(person, name, value)
    person.save(update_fields=list(about))
    if before != person.voice:
        Voice.objects.filter(story=person.story_id, key=before).delete()
    _keep_beside(person, contact)
    if changed or contact:
        journal.write(
            "person in story changed", about=person.story, by=hand.user, subject=str(person.subject), changed=changed
        )


def _faults(
    others: QuerySet[StoryPerson], about: About, contact: Contact | None, deciding: Deciding
) -> Iterator[HeardError]:
    account, today = about.get("account"), timezone.localdate()
    voices, accounts = (set(others.values_list(name, flat=True)) - {None} for name in ("voice", "account"))
    facts = {**about, "account": account and account.pk}
    yield from part_faults(facts, contact or {}, voices=voices, accounts=accounts)
    born = born_from(contact.get("born", "")) if contact else None
    yield from age_faults(born, under_18=deciding.is_shared(today), today=today)


@transaction.atomic
def decide_anew(person: StoryPerson, deciding: Deciding, *, by: User | None) -> bool:
    """Say who decides about somebody's part from now on: a row of the ledger, if that is a change. Nobody (`by`): their
    day has come, which takes no word of a guardian's away. Says whether it was a change."""
    today, before = timezone.localdate(), person.deciding
    if deciding == before or not (before.is_shared(today) or deciding.is_shared(today) or by is None):
        return False
    if by:
        check_may_write(person.story, Hand(by))
    ledger, subject = ledger_of(person.story), str(person.subject)
    consent.check_can_decide_anew(ledger, subject, before, deciding, today=today)
    person.with_guardian, person.alone_from = deciding.with_guardian, deciding.alone_from
    person.save(update_fields=["with_guardian", "alone_from"])
    facts = {"with_guardian": deciding.with_guardian, "alone_from": deciding.alone_from}
    DecidingEntry.objects.create(subject=person.subject, by=by, **facts)
    if not person.is_young:
        PrivateLink.objects.filter(person=person, for_guardian=True, revoked_at=None).update(revoked_at=timezone.now())
    journal.write("who decides changed", about=person.story, by=by, subject=subject, alone=not person.is_young)
    return True


def come_of_age() -> None:
    """Whoever's day has come decides alone from now on. Safe at any time: who decides is worked out by the day."""
    due = StoryPerson.objects.filter(with_guardian=True, alone_from__lte=timezone.localdate())
    for person in due.filter(story__in=stories_there()).select_related("story"):
        decide_anew(person, ALONE, by=None)


@transaction.atomic
def remove_person(person: StoryPerson, *, by: User) -> None:
    """For somebody added by mistake. Who has once said yes or no stays: a no cannot be removed with its person."""
    check_may_write(person.story, Hand(by))
    if ConsentEntry.objects.filter(subject=person.subject).exists():
        raise WrongState(_("They have said what may be done with their words, so they stay here."), code="has-spoken")
    Voice.objects.filter(story=person.story_id, key=person.voice).delete()
    journal.write("person removed from story", about=person.story, by=by, subject=str(person.subject))
    person.delete()


@transaction.atomic
def record_consent(
    person: StoryPerson, wanted: Mapping[Use, bool], *, hand: Hand, said: HowGiven | None = None
) -> list[ConsentEntry]:
    """Add a row for every use for which something changes. Returns these rows. Raises BadInput where it cannot be
    looked up how they were given."""
    said = said or HowGiven()
    check_may_write(person.story, hand)
    refuse(saying_faults(said.how, second=said.second, has_paper=bool(said.paper)))
    ledger, subject = ledger_of(person.story), str(person.subject)
    if hand.as_guardian:
        consent.check_has_guardian(ledger, person.as_subject())
    changes = consent.changes(ledger, subject, wanted.items(), as_guardian=hand.as_guardian)
    for use, ruling in changes if not hand.themself else ():
        row = consent.latest(ledger, subject, use, as_guardian=hand.as_guardian)
        consent.check_can_speak_for(row, ruling)
    return write_rows(person, changes, hand=hand, said=said) + _let_lapse(person, ledger, wanted, hand)


def _let_lapse(person: StoryPerson, ledger: list[Row], wanted: Mapping[Use, bool], hand: Hand) -> list[ConsentEntry]:
    """Somebody who is of age by now says yes with their own hand to what their guardian said no to."""
    if not hand.themself or hand.as_guardian:
        return []
    rows = consent.lapses(ledger, person.as_subject(), wanted.items())
    return write_rows(person, rows, hand=Hand(hand.user, themself=True, as_guardian=True), said=HowGiven())


def write_rows(
    person: StoryPerson, rulings: Iterable[tuple[Use, Ruling]], *, hand: Hand, said: HowGiven, why: str = ""
) -> list[ConsentEntry]:
    """The one place where the ledger is written. Called inside a transaction, by an action that asked the rule, and
    that may say `why`: a no of which its own line in the journal tells."""
    rows: list[ConsentEntry] = ConsentEntry.objects.bulk_create(
        ConsentEntry(
            subject=person.subject,
            use=use,
            ruling=ruling,
            how=said.how,
            second=said.second,
            paper=said.paper,
            as_guardian=hand.as_guardian,
            themself=hand.themself,
            by=hand.user,
        )
        for use, ruling in rulings
    )
    if rows and said.at:  # the very rows that were written a moment ago, in this transaction
        ConsentEntry._base_manager.filter(pk__in=[row.pk for row in rows]).update(at=said.at)
    if rows:
        said_so = {row.use: row.ruling for row in rows}
        action = "consent refused" if NOES & set(said_so.values()) and not why else "consent recorded"
        who = {"subject": str(person.subject), "as_guardian": hand.as_guardian}
        journal.write(action, about=person.story, by=hand.user, rulings=said_so, why=why, **who)
    return rows


def ask_to_sign_again(story: Story, *, by: User | None = None) -> None:
    """There is something to hear or read that the storyteller has not: another recording, words by a later take, a
    part shown again. Called inside the transaction that made it so."""
    if SignOff.objects.filter(person__story=story, void=False).update(void=True):
        journal.write("sign-off ended", about=story, by=by, state=story.state)


def record_storyteller(story: Story, name: str, *, by: User, account: User | None = None) -> StoryPerson:
    """One storyteller who agrees to everything, for stories whose consent was settled elsewhere."""
    person = add_person(story, {"name": name, "is_storyteller": True, "account": account}, by=by)
    record_consent(person, EVERY_USE, hand=Hand(by))
    return person


def _keep_beside(person: StoryPerson, contact: Contact | None) -> None:
    """Their private contact, and the name that the transcript shows for their voice."""
    if contact:
        PersonContact.objects.update_or_create(person=person, defaults=contact)
    if person.voice:
        Voice.objects.update_or_create(story=person.story, key=person.voice, defaults={"name": person.name})


def check_may_write(story: Story, hand: Hand) -> None:
    """Whether somebody may write about the people in a story, or about their own part."""
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise WrongState(_("This story was taken back."), code="taken-back")
    if hand.themself:
        return
    check_can_edit_story(as_person(hand.user or AnonymousUser()), reporter=story.reporter_id)
