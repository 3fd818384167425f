"""Tell moderators what cannot wait, and show again what nobody has looked at in time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.conversing.actions import notices
from heard.apps.conversing.models import Notice
from heard.apps.joining.senders import within
from heard.apps.moderating.actions import effects
from heard.apps.moderating.models import Concern
from heard.apps.moderating.queries.braking import Unseen, unseen
from heard.apps.moderating.queries.concerns import hiding_now, moderators

# One that nobody has read yet speaks for all that follow within this time: a flood of concerns is no flood of letters.
QUIET = timedelta(hours=1)


def alarm(concern: Concern) -> None:
    """All moderators but whom it is about, and whoever raised it."""
    note = _("Nothing is hidden, because too much was hidden at once.") if concern.is_braked else ""
    _tell(concern, Notice.Kind.ALARM, note)


def show_unseen_again() -> None:
    """What was hidden at once comes back when no moderator has taken the concern within the time that the host sets."""
    for found in unseen():
        if found.is_due:
            _show_again(found)
        elif found.held_at > timezone.now():
            _put_right(found)


def _put_right(found: Unseen) -> None:
    """A clock that was ahead must not keep something hidden until its day comes."""
    rows = Concern.objects.filter(pk__in=[concern.pk for concern in found.concerns])
    rows.filter(created_at__gt=timezone.now()).update(created_at=timezone.now())


@transaction.atomic
def _show_again(found: Unseen) -> None:
    """Nothing, if a moderator or another worker was quicker."""
    mine = hiding_now().filter(pk__in=[concern.pk for concern in found.concerns], state=Concern.State.WAITING)
    if mine.update(back_at=timezone.now()) != len(found.concerns):
        transaction.set_rollback(True)
        return
    first = found.concerns[0]
    if found.row is not None:
        effects.show_unseen(found.row, held_at=found.held_at, why=f"concern:{first.pk}, nobody looked")
    _tell(first, Notice.Kind.SHOWN_AGAIN, "")


def _tell(concern: Concern, kind: Notice.Kind, note: str) -> None:
    told = Notice.objects.filter(within(QUIET), kind=kind, read_at=None).values("person")
    for moderator in moderators().exclude(pk__in=told):
        if moderator.pk not in (concern.person_id, concern.author_id):
            path = reverse("moderate-concern", args=[concern.pk])
            notices.tell(moderator, kind, f"{kind}:{concern.pk}", path=path, note=note)
