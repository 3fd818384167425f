"""Take in the picture of a story, and take it away again. The worker makes what is shown."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Picture, Story
from heard.apps.telling.models.pictures import SIDES
from heard.apps.telling.queries import pictures_of, place_of
from heard.core.errors import refuse
from heard.core.people.permissions import check_can_edit_story
from heard.core.people.pictures import HEAD, about_faults, file_faults


@dataclass(frozen=True)
class About:
    """What is said with a picture. That those in it `agreed` is written down by who said so, and when."""

    described: str
    shows: str
    people: str = ""
    agreed: bool = False


@transaction.atomic
def send_picture(story: Story, file: UploadedFile[bytes], about: About, *, by: User) -> None:
    """Keep what was sent where nobody is served from. Raises BadInput for what is no picture, or lacks a yes."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    refuse([*file_faults(file.size or 0, head_of(file)), *about_faults(vars(about))])
    path = f"{pictures_of(story.pk)}/{secrets.token_hex(8)}.sent"
    place = place_of(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as kept:
        for piece in file.chunks():
            kept.write(piece)
    row = Picture.objects.filter(story=story).first() or Picture(story=story)
    _forget_on_commit(row.sent)
    row.sent, row.problem, row.by = path, "", by
    row.described, row.shows, row.people = about.described, about.shows, about.people
    row.save()
    journal.write("story picture sent", about=story, by=by, agreed=about.agreed)


def head_of(file: UploadedFile[bytes]) -> bytes:
    head = file.read(HEAD)
    file.seek(0)
    return bytes(head)


@transaction.atomic
def keep_picture(row: Picture, made: str, size: tuple[int, int]) -> None:
    """The copies that the worker made take the place of those that were there. Nothing that was sent is kept."""
    _forget_on_commit(row.sent, *_copies(row))
    row.sent, row.made, row.problem = "", made, ""
    row.width, row.height = size
    row.save(update_fields=["sent", "made", "problem", "width", "height"])


@transaction.atomic
def refuse_picture(row: Picture, why: str) -> None:
    _forget_on_commit(row.sent)
    row.sent, row.problem = "", why
    row.save(update_fields=["sent", "problem"])


@transaction.atomic
def drop_picture(story: Story, *, by: User) -> None:
    """For whoever looks after the story; somebody in the picture asks them, or raises a concern."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    row = Picture.objects.filter(story=story).first()
    if row is None:
        return
    _forget_on_commit(row.sent, *_copies(row))
    row.delete()
    journal.write("story picture taken away", about=story, by=by)


def _copies(row: Picture) -> list[str]:
    return [row.path_of(side) for side in SIDES] if row.made else []


def _forget_on_commit(*paths: str) -> None:
    places = [place_of(path) for path in paths if path]

    def unlink() -> None:
        for place in places:
            place.unlink(missing_ok=True)

    transaction.on_commit(unlink)
