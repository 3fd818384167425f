"""Pictures that people sent, until the worker has made of each what is shown: of themselves, of a story, of a sentence.

A row of such a picture has `sent`, where it lies until then, `made`, and `problem`, why nothing could be made of it.
Whoever sends another one or takes it away does not wait for the worker, so the worker answers `still(row)` alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from heard.apps.joining.queries import place_of
from heard.core.errors import BadInput
from heard.core.people.pictures import HEAD, file_faults

Row = TypeVar("Row", bound=Model)


def faults_of(file: UploadedFile[bytes] | None) -> Iterator[BadInput]:
    """What its first bytes tell; what is really inside is found out by the worker. Nothing is wrong with no file."""
    if file:
        head = file.read(HEAD)
        file.seek(0)
        yield from file_faults(file.size or 0, bytes(head))


def take_in(file: UploadedFile[bytes], folder: str) -> str:
    """Keep what was sent where nobody is served from. Returns its path."""
    path = f"{folder}/{secrets.token_hex(8)}.sent"
    place = place_of(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as kept:
        for piece in file.chunks():
            kept.write(piece)
    return path


def still(row: Row) -> QuerySet[Row]:
    """Nothing when it was taken away, or another one was sent, while the worker was at this one."""
    return type(row)._default_manager.filter(pk=row.pk, sent=_path(row))


def turn_down(row: Model, why: str) -> bool:
    """Nothing can be made of it, and it is kept no longer. False where it is gone already."""
    with transaction.atomic():
        is_there = bool(still(row).update(sent="", problem=why))
        forget_on_commit(_path(row) if is_there else "")
    return is_there


def put_off(row: Model, why: str, *, clock: str) -> None:
    """What was sent stays, and is tried again after a while. `clock` is the field that tells when it was tried."""
    still(row).update(**{"problem": why, clock: timezone.now()})


def forget_on_commit(*paths: str) -> None:
    places = [place_of(path) for path in paths if path]

    def forget() -> None:
        for place in places:
            place.unlink(missing_ok=True)

    transaction.on_commit(forget)


def _path(row: Model) -> str:
    return str(row.sent)  # type: ignore[attr-defined]
