"""Take in somebody's picture, and take it away again. The worker makes what is shown."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from heard.apps.joining.models import Portrait, User
from heard.apps.joining.queries import place_of
from heard.apps.journal import actions as journal
from heard.core.errors import refuse
from heard.core.people.joining import picture_faults


@transaction.atomic
def send_portrait(user: User, file: UploadedFile[bytes]) -> None:
    """Keep what was sent where nobody is served from, until the worker has made a picture of it. Raises BadInput for
    what is too large to be looked at."""
    refuse(picture_faults(file.size or 0))
    path = f"people/{user.pk}/{secrets.token_hex(8)}.sent"
    place = place_of(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as kept:
        for piece in file.chunks():
            kept.write(piece)
    row, _made = Portrait.objects.select_for_update().get_or_create(person=user)
    _forget_on_commit(row.sent)
    row.sent, row.problem = path, ""
    row.save()
    journal.write("picture sent", about=user, by=user)


@transaction.atomic
def keep_portrait(row: Portrait, path: str) -> None:
    """What the worker made takes the place of what was there. Nothing that was sent is kept."""
    if _still(row).update(sent="", made=path, problem="", sent_at=timezone.now()):
        _forget_on_commit(row.made, row.sent)
        journal.write("picture made", about=row.person)
    else:
        _forget_on_commit(path)


@transaction.atomic
def refuse_portrait(row: Portrait, why: str) -> None:
    if _still(row).update(sent="", problem=why):
        _forget_on_commit(row.sent)
        journal.write("picture refused", about=row.person, why=why)


def put_off_portrait(row: Portrait, why: str) -> None:
    """What was sent stays, and is tried again after a while."""
    _still(row).update(problem=why, sent_at=timezone.now())


def _still(row: Portrait) -> QuerySet[Portrait]:
    """Nothing when it was taken away, or another one was sent, while the worker was at this one."""
    return Portrait.objects.filter(pk=row.pk, sent=row.sent)


@transaction.atomic
def drop_portrait(user: User) -> None:
    row = Portrait.objects.select_for_update().filter(person=user).first()
    if row is None:
        return
    _forget_on_commit(row.made, row.sent)
    row.delete()
    journal.write("picture taken away", about=user, by=user)


def _forget_on_commit(*paths: str) -> None:
    places: list[Path] = [place_of(path) for path in paths if path]
    transaction.on_commit(lambda: _unlink(places))


def _unlink(places: list[Path]) -> None:
    for place in places:
        place.unlink(missing_ok=True)
