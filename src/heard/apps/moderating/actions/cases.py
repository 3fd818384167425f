"""Look after the people whom a concern is about: how to reach them, notes, to whom it was passed, and a deadline."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.moderating.models import CaseNote, Concern, Referral
from heard.apps.moderating.queries.cases import People, involved_in, people_of
from heard.core.errors import BadInput, refuse
from heard.core.people.concerns import Reason
from heard.core.people.conversation import written
from heard.core.people.fields import REFERRAL, text_faults
from heard.core.people.permissions import check_can_open_case
from heard.core.people.reports import cleaned


def first_deadline(reason: str) -> datetime | None:
    """By when somebody should have dealt with a new concern. Only those about somebody at risk have one."""
    hours = settings.HEARD["HEARD_CONCERN_HOURS"].answer if reason == Reason.SAFEGUARDING else 0
    return timezone.now() + timedelta(hours=hours) if hours else None


@transaction.atomic
def look_at_people(concern: Concern, by: User) -> People:
    """Who is in the story and how to reach them. Each look is written down before anything is shown."""
    check_can_open_case(person(by), involved=involved_in(concern))
    people = people_of(concern)
    journal.write("contacts seen", about=concern, by=by, people=[one.pk for one in people.inside])
    return people


@transaction.atomic
def add_note(concern: Concern, text: str, by: User) -> CaseNote:
    check_can_open_case(person(by), involved=involved_in(concern))
    row = CaseNote.objects.create(concern=concern, text=written(text), by=by)
    journal.write("note written", about=concern, by=by, note=row.pk)
    return row


@transaction.atomic
def refer(concern: Concern, name: str, organisation: str, passed_at: datetime | None, by: User) -> Referral:
    """Note to whom it was passed. Raises BadInput for a day that has not come yet."""
    check_can_open_case(person(by), involved=involved_in(concern))
    refuse(text_faults({"name": name, "organisation": organisation}, REFERRAL))
    when = passed_at or timezone.now()
    if when > timezone.now():
        raise BadInput(_("That day has not come yet."), code="not-yet", field="passed_at")
    who = {"name": cleaned(name), "organisation": cleaned(organisation)}
    row = Referral.objects.create(concern=concern, passed_at=when, by=by, **who)
    journal.write("passed on", about=concern, by=by, referral=row.pk)
    return row


@transaction.atomic
def set_deadline(concern: Concern, due_at: datetime | None, by: User) -> None:
    """By when it has to be dealt with. None takes the deadline away."""
    check_can_open_case(person(by), involved=involved_in(concern))
    before = concern.due_at
    Concern.objects.filter(pk=concern.pk).update(due_at=due_at)
    journal.write("deadline set", about=concern, by=by, before=_day(before), after=_day(due_at))


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "–"
