"""Take in the picture of a story or of something else, and take it away again. The worker makes what is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from heard.apps.joining.actions.sent import faults_of, forget_on_commit, still, take_in
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Picture, Story
from heard.apps.telling.models.pictures import SIDES, SentPicture, copy_at
from heard.apps.telling.queries import pictures_of
from heard.core.errors import refuse
from heard.core.people.permissions import check_can_edit_story
from heard.core.people.pictures import about_faults


@dataclass(frozen=True)
class About:
    """What is said with a picture. That those in it `agreed` is written down by who said so, and when."""

    described: str
    shows: str
    people: str = ""
    agreed: bool = False


@transaction.atomic
def send_picture(story: Story, file: UploadedFile[bytes], about: About, *, by: User) -> None:
    """Raises BadInput for what is no picture, or lacks a yes."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    story = Story.objects.select_for_update().get(pk=story.pk)
    fill(_locked(story) or Picture(story=story), file, about, folder=pictures_of(story.pk), by=by)
    journal.write("story picture sent", about=story, by=by, agreed=about.agreed)


def fill(row: SentPicture, file: UploadedFile[bytes], about: About, *, folder: str, by: User) -> None:
    """Keep what was sent where nobody is served from. The one before goes at once: what is said now is not of it.
    `row` is locked, or new. Raises BadInput."""
    refuse([*faults_of(file), *about_faults(vars(about))])
    path = take_in(file, folder)
    forget_on_commit(row.sent, *_copies(row))
    row.sent, row.made, row.problem, row.by = path, "", "", by
    row.tried_at = None
    row.described, row.shows, row.people = about.described, about.shows, about.people
    row.save()


@transaction.atomic
def keep_picture(row: SentPicture, made: str, size: tuple[int, int]) -> None:
    """The copies that the worker made are shown. Nothing that was sent is kept."""
    width, height = size
    if still(row).update(sent="", made=made, problem="", width=width, height=height):
        forget_on_commit(row.sent)
    else:
        forget_on_commit(*copies_at(made))


def _locked(story: Story) -> Picture | None:
    """As it is now: the worker may have made its copies a moment ago."""
    return Picture.objects.select_for_update().filter(story=story).first()


@transaction.atomic
def drop_picture(story: Story, *, by: User) -> None:
    """For whoever looks after the story; somebody in the picture asks them, or raises a concern."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    row = _locked(story)
    if row is None:
        return
    empty(row)
    journal.write("story picture taken away", about=story, by=by)


def empty(row: SentPicture) -> None:
    """It goes, with every file. `row` is locked."""
    forget_on_commit(row.sent, *_copies(row))
    row.delete()


def _copies(row: SentPicture) -> list[str]:
    return copies_at(row.made) if row.made else []


def copies_at(made: str) -> list[str]:
    return [copy_at(made, side) for side in SIDES]
