"""Tell people what happened, once each, and send it to them by e-mail as often as they like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.conversing.models import Comment, MailChoice, Notice
from heard.apps.conversing.queries.deciding import untold_decisions
from heard.apps.conversing.queries.notices import (
    PAUSES,
    choice_of,
    new_notices,
    untold_corrections,
    who_looks_after,
    whose_story,
)
from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.mailing.actions import recall_letter
from heard.apps.mailing.models import Letter
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import StoryPerson
from heard.core.errors import TooMany, refuse
from heard.core.people.conversation import written
from heard.core.people.fields import choice_faults

Kind = Notice.Kind
MOST_AN_HOUR = 20
LONGEST_NOTE = 1000  # characters


def tell(person: User | None, kind: str, key: str, **about: Any) -> None:
    """Leave somebody a notice. The same event is told once; nobody is told about what has no person any more."""
    if person is not None:
        rows = [Notice(person=person, kind=kind, key=key, **about)]
        Notice.objects.bulk_create(rows, ignore_conflicts=True)


def tell_of_comment(comment: Comment) -> None:
    """Whoever it answers, and whoever the story is of, are told of a comment that is shown; not its own writer."""
    about = {"story": comment.story, "comment": comment}
    answered = comment.parent.author if comment.parent else None
    if answered and answered != comment.author:
        tell(answered, Kind.REPLY, f"comment:{comment.pk}", **about)
    for person in whose_story(comment.story):
        if person not in (comment.author, answered):
            tell(person, Kind.COMMENT, f"comment:{comment.pk}", **about)


@transaction.atomic
def tell_of_something_wrong(person: StoryPerson, text: str, *, hand: Hand) -> None:
    """What somebody in a story, or their guardian, says to whoever looks after it. Said twice, it is told once. Raises
    TooMany."""
    text, about = written(text, longest=LONGEST_NOTE), f"wrong:{person.subject}:"
    lately = Notice.objects.filter(key__startswith=about, created_at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise TooMany(_("Thank you, that was a lot in one hour. Please wait an hour, then send this one again."))
    who = _("%(name)s’s parent or guardian") if hand.as_guardian else "%(name)s"
    note = f"{who % {'name': person.name}}: {text}"
    key = about + hashlib.sha256(note.encode()).hexdigest()[:32]
    for reader in who_looks_after(person.story):
        tell(reader, Kind.WRONG, key, story=person.story, note=note)
    journal.write("told that something is wrong", about=person.story, by=hand.user, subject=str(person.subject))


@transaction.atomic
def tell_of_corrections() -> None:
    """What became of the corrections that people with an account sent."""
    for row, key in untold_corrections():
        tell(row.author, Kind.CORRECTION_FATE, key, story=row.story, correction=row)


@transaction.atomic
def tell_of_decisions() -> None:
    """That somebody said no, took a story back or brought it back, and who decides from now on."""
    for one in untold_decisions():
        for user in one.whom:
            tell(user, one.kind, one.key, story=one.story, part=one.part, note=one.note)


def mark_read(user: User, rows: Iterable[Notice]) -> None:
    keys = [row.pk for row in rows if row.read_at is None]
    if keys:
        Notice.objects.filter(pk__in=keys, person=user).update(read_at=timezone.now())


@transaction.atomic
def choose_mail(user: User, often: str) -> None:
    """How often somebody wants e-mail from now on."""
    refuse(choice_faults("often", often, MailChoice.Often.values))
    before = choice_of(user)
    MailChoice.objects.update_or_create(person=user, defaults={"often": often})
    journal.write("e-mail chosen", about=user, by=user, before=before.often, after=often)


@transaction.atomic
def claim(user: User) -> list[Notice]:
    """Take what goes into somebody's next e-mail, so that no other worker sends it too."""
    rows = list(new_notices(user).select_for_update(of=("self",)))
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    return rows


@transaction.atomic
def recall(letter: Letter, rows: Iterable[Notice]) -> None:
    """Take back a letter that still waits: what it told is new again, and told as it is now."""
    if recall_letter(letter):
        for row in rows:
            Notice.objects.filter(pk=row.pk).update(mailed_at=None)
            MailChoice.objects.filter(person=row.person_id).update(not_before=None)


def note_mail(user: User) -> None:
    """When the next e-mail may follow."""
    pause = PAUSES[MailChoice.Often(choice_of(user).often)]
    MailChoice.objects.update_or_create(person=user, defaults={"not_before": timezone.now() + pause})
