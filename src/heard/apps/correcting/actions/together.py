"""Decline everything that waits from one sender, and take that back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from heard.apps.correcting.actions.deciding import locked, open_again, reason_columns, told_why
from heard.apps.correcting.actions.reporting import lock
from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.apps.journal import actions as journal

State = Correction.State


@transaction.atomic
def decline_all(rows: Iterable[Correction], by: User, reason: str, visitor: str = "") -> list[int]:
    """Decline what one sender sent, and nothing that others sent too. The keys of what was declined. Raises BadInput
    without a reason, and NotAllowed where one is not theirs to decide on: then nothing was declined."""
    reason = told_why(reason)
    done = []
    for row in rows:
        locked(row, by, visitor)
        decided = {"decided_by": by, "decided_at": timezone.now(), **reason_columns(reason)}
        Correction.objects.filter(pk=row.pk).update(state=State.DECLINED, **decided)
        journal.write("correction declined", about=row, by=by, reason=reason, with_all=True)
        done.append(row.pk)
    return done


@transaction.atomic
def reopen_all(rows: Iterable[Correction], by: User) -> int:
    """Take back that they were declined together. How many wait again."""
    done = 0
    for row in rows:
        lock(row.story)
        mine = Correction.objects.filter(pk=row.pk, state=State.DECLINED, decided_by=by)
        if mine.exists():
            open_again(mine)
            journal.write("correction reopened", about=row, by=by)
            done += 1
    return done
