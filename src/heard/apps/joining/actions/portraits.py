"""Take in somebody's picture, and take it away again. The worker makes what is shown."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from heard.apps.joining.actions.sent import faults_of, forget_on_commit, still, take_in, turn_down
from heard.apps.joining.models import Portrait, User
from heard.apps.journal import actions as journal
from heard.core.errors import refuse
from heard.core.people.pictures import portrait_faults


@transaction.atomic
def send_portrait(user: User, file: UploadedFile[bytes], described: str, *, agreed: bool) -> None:
    """Keep what was sent where nobody is served from, until the worker has made a picture of it. The one before goes at
    once: what is said now is not of it. `agreed`: whoever else can be recognised did. Raises BadInput for what is no
    picture, or lacks words or a yes."""
    refuse([*faults_of(file), *portrait_faults({"described": described, "agreed": agreed}, is_new=True)])
    path = take_in(file, f"people/{user.pk}")
    row, _made = Portrait.objects.select_for_update().get_or_create(person=user)
    forget_on_commit(row.sent, row.made)
    row.sent, row.made, row.problem, row.described = path, "", "", described
    row.save()
    journal.write("picture sent", about=user, by=user, agreed=agreed)


@transaction.atomic
def describe_portrait(user: User, described: str) -> None:
    """The picture that is there, in other words. Nothing where it was taken away meanwhile. Raises BadInput."""
    refuse(portrait_faults({"described": described}, is_new=False))
    if Portrait.objects.filter(person=user).update(described=described):
        journal.write("picture described", about=user, by=user)


@transaction.atomic
def keep_portrait(row: Portrait, path: str) -> None:
    """What the worker made takes the place of what was there. Nothing that was sent is kept."""
    if still(row).update(sent="", made=path, problem="", sent_at=timezone.now()):
        forget_on_commit(row.made, row.sent)
        journal.write("picture made", about=row.person)
    else:
        forget_on_commit(path)


def refuse_portrait(row: Portrait, why: str) -> None:
    if turn_down(row, why):
        journal.write("picture refused", about=row.person, why=why)


@transaction.atomic
def drop_portrait(user: User) -> None:
    row = Portrait.objects.select_for_update().filter(person=user).first()
    if row is None:
        return
    forget_on_commit(row.made, row.sent)
    row.delete()
    journal.write("picture taken away", about=user, by=user)
