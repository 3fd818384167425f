"""Keep who is in a story and what each of them agrees to. The ledger only grows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person as as_person
from heard.apps.journal import actions as journal
from heard.apps.telling.models import ConsentEntry, PersonContact, SignOff, Story, StoryPerson, Voice
from heard.apps.telling.queries.consent import ledger_of
from heard.core import consent
from heard.core.consent import How, Ruling, Use
from heard.core.errors import NotAllowed, WrongState
from heard.core.permissions import check_can_edit_story

EVERY_USE: Mapping[Use, bool] = dict.fromkeys(Use, True)


class About(TypedDict, total=False):
    """What can be said about somebody in a story."""

    name: str
    voice: str
    is_storyteller: bool
    under_18: bool
    account: User | None


class Contact(TypedDict, total=False):
    """What only those who look after the story may know."""

    real_name: str
    reach_at: str
    guardian_name: str
    guardian_at: str


@dataclass(frozen=True)
class Hand:
    """Whose hand it is: their own (`themself`), by their account or, without a `user`, by their private link; or that
    of a user who looks after the story and writes down what they said. `as_guardian`: it was their guardian's word."""

    user: User | None = None
    themself: bool = False
    as_guardian: bool = False


@dataclass(frozen=True)
class Said:
    """How consent was given: `second` of the recording where it can be heard, `paper` the path of a photo."""

    how: How = How.SCREEN
    second: float | None = None
    paper: str = ""


@transaction.atomic
def add_person(story: Story, about: About, *, by: User, contact: Contact | None = None) -> StoryPerson:
    """Somebody is in this story. Nothing is agreed to by that."""
    _check_may_write(story, Hand(by))
    person = StoryPerson.objects.create(story=story, **about)
    _keep_beside(person, contact)
    journal.write("person added to story", about=story, by=by, subject=str(person.subject))
    return person


@transaction.atomic
def describe_person(person: StoryPerson, about: About, *, hand: Hand, contact: Contact | None = None) -> None:
    """Say more about somebody in a story. The name to show is theirs to choose, so they may change it themselves."""
    _check_may_write(person.story, hand)
    changed = [name for name, value in about.items() if getattr(person, name) != value]
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


@transaction.atomic
def remove_person(person: StoryPerson, *, by: User) -> None:
    """For somebody added by mistake. Who has once said yes or no stays: a no cannot be removed with its person."""
    _check_may_write(person.story, Hand(by))
    if ConsentEntry.objects.filter(subject=person.subject).exists():
        raise WrongState(_("They have said what may be done with their words, so they stay here."), code="has-spoken")
    Voice.objects.filter(story=person.story_id, key=person.voice).delete()
    journal.write("person removed from story", about=person.story, by=by, subject=str(person.subject))
    person.delete()


@transaction.atomic
def record_consent(
    person: StoryPerson, wanted: Mapping[Use, bool], *, hand: Hand, said: Said | None = None
) -> list[ConsentEntry]:
    """Add a row for every use for which something changes. Returns these rows."""
    _check_may_write(person.story, hand)
    ledger, subject = ledger_of(person.story), str(person.subject)
    changes = consent.changes(ledger, subject, wanted.items(), as_guardian=hand.as_guardian)
    for use, ruling in changes if not hand.themself else ():
        row = consent.latest(ledger, subject, use, as_guardian=hand.as_guardian)
        consent.check_can_speak_for(row, ruling)
    return write_rows(person, changes, hand=hand, said=said or Said())


def write_rows(
    person: StoryPerson, rulings: Iterable[tuple[Use, Ruling]], *, hand: Hand, said: Said
) -> list[ConsentEntry]:
    """The one place where the ledger is written. Called inside a transaction, by an action that asked the rule."""
    rows = [
        ConsentEntry.objects.create(
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
    ]
    if rows:
        said_so = {row.use: row.ruling for row in rows}
        journal.write(
            "consent recorded", about=person.story, by=hand.user, subject=str(person.subject), rulings=said_so
        )
    return rows


@transaction.atomic
def sign_off(person: StoryPerson, how: str, *, hand: Hand, note: str = "") -> SignOff:
    """The storyteller has heard and read it and finds it good; or somebody says so for them, and how that was."""
    _check_may_write(person.story, hand)
    if hand.as_guardian or not person.is_storyteller:
        raise NotAllowed(_("Only the person whose story it is can sign it off."), code="not-the-teller")
    row = SignOff.objects.create(person=person, how=how, note=note, by=hand.user)
    journal.write("story signed off", about=person.story, by=hand.user, subject=str(person.subject), how=how)
    return row


def ask_to_sign_again(story: Story) -> None:
    """There is something to hear that the storyteller has not heard: another recording, or a part shown again. Called
    inside the transaction that made it so."""
    SignOff.objects.filter(person__story=story, void=False).update(void=True)


def record_storyteller(story: Story, name: str, *, by: User, account: User | None = None) -> StoryPerson:
    """One storyteller who agrees to everything and has signed off, for stories whose consent was settled elsewhere."""
    person = add_person(story, {"name": name, "is_storyteller": True, "account": account}, by=by)
    record_consent(person, EVERY_USE, hand=Hand(by))
    sign_off(person, SignOff.How.IN_PERSON, hand=Hand(by))
    return person


def _keep_beside(person: StoryPerson, contact: Contact | None) -> None:
    """Their private contact, and the name that the transcript shows for their voice."""
    if contact:
        PersonContact.objects.update_or_create(person=person, defaults=contact)
    if person.voice:
        Voice.objects.update_or_create(story=person.story, key=person.voice, defaults={"name": person.name})


def _check_may_write(story: Story, hand: Hand) -> None:
    if story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise WrongState(_("This story was taken back."), code="taken-back")
    if hand.themself:
        return
    check_can_edit_story(as_person(hand.user or AnonymousUser()), reporter=story.reporter_id)
