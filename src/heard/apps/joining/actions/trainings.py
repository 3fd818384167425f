"""Note that somebody did a training."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from heard.apps.joining.models import Training, User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.core.errors import refuse
from heard.core.people.fields import choice_faults
from heard.core.people.joining import training_faults
from heard.core.people.permissions import Right, check


@transaction.atomic
def complete_course(user: User) -> Training:
    """The course about responsible storytelling that this site holds. Done again, it counts anew."""
    today = timezone.localdate()
    months = settings.HEARD["HEARD_TRAINING"].months
    expires = today + timedelta(days=round(months * 30.44)) if months else None
    kind = Training.Kind.RESPONSIBLE_STORYTELLING
    row, _new = Training.objects.update_or_create(
        person=user, kind=kind, recorded_by=None, defaults={"completed_at": today, "expires_at": expires}
    )
    journal.write("course done", about=user, by=user, kind=str(kind))
    return row


@transaction.atomic
def record_training(user: User, kind: str, completed_at: date, expires_at: date | None, *, by: User) -> Training:
    """A training that somebody did elsewhere, on the word of a moderator or host. Raises BadInput for one that is yet
    to be done."""
    check(person(by), Right.RECORD_TRAINING)
    refuse(choice_faults("kind", kind, Training.Kind.values))
    refuse(training_faults(completed_at, today=timezone.localdate()))
    row = Training.objects.create(
        person=user, kind=kind, completed_at=completed_at, expires_at=expires_at, recorded_by=by
    )
    journal.write("training recorded", about=user, by=by, kind=kind)
    return row


@transaction.atomic
def remove_training(row: Training, *, by: User) -> None:
    check(person(by), Right.RECORD_TRAINING)
    journal.write("training removed", about=row.person, by=by, kind=row.kind)
    row.delete()
