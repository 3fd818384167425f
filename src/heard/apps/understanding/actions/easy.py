"""Write a story in short, easy to read: a sentence at a time, each with a picture if wished."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from heard.apps.joining.actions.sent import faults_of, forget_on_commit, still, take_in
from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.telling.queries import pictures_of
from heard.apps.understanding.models import EasyLine
from heard.core.errors import refuse
from heard.core.people.easy import easy_faults, number_faults
from heard.core.people.permissions import check_can_edit_story

Picture = UploadedFile[bytes]


@transaction.atomic
def add_line(story: Story, text: str, *, alt: str = "", picture: Picture | None = None, by: User) -> EasyLine:
    """At the end. Raises BadInput."""
    check_can_edit_story(by.as_person(), reporter=story.reporter_id)
    story = Story.objects.select_for_update().get(pk=story.pk)
    last = story.easy_lines.aggregate(last=Max("position", default=0))["last"]
    refuse(number_faults(story.easy_lines.count()))
    row = EasyLine(story=story, position=last + 1)
    _write(row, text, alt, picture, by)
    journal.write("easy sentence written", about=row, by=by, story=story.pk)
    return row


@transaction.atomic
def change_line(row: EasyLine, text: str, *, alt: str = "", picture: Picture | None = None, by: User) -> None:
    """Without another picture, the one that is there stays. Raises BadInput."""
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    row = _locked(row)
    _write(row, text, alt, picture, by)
    journal.write("easy sentence changed", about=row, by=by, story=row.story_id)


def _write(row: EasyLine, text: str, alt: str, picture: Picture | None, by: User) -> None:
    has_picture = bool(picture or row.made or row.sent)
    refuse([*faults_of(picture), *easy_faults({"text": text, "alt": alt}, has_picture=has_picture)])
    row.text, row.alt, row.by = text, alt, by
    if picture:
        forget_on_commit(row.sent)
        row.sent, row.problem = take_in(picture, pictures_of(row.story_id)), ""
    row.save()


@transaction.atomic
def move_line(row: EasyLine, places: int, *, by: User) -> None:
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    rows = list(EasyLine.objects.select_for_update().filter(story=row.story_id))
    if row not in rows:
        return  # taken away a moment ago
    rows.insert(max(0, rows.index(row) + places), rows.pop(rows.index(row)))
    for position, one in enumerate(rows, 1):
        one.position = position
        one.save(update_fields=["position"])


@transaction.atomic
def drop_line(row: EasyLine, *, by: User) -> None:
    """With its picture."""
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    row = _locked(row)
    journal.write("easy sentence taken away", about=row, by=by, story=row.story_id)
    forget_on_commit(row.sent, row.made)
    row.delete()


@transaction.atomic
def drop_picture(row: EasyLine, *, by: User) -> None:
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    row = _locked(row)
    forget_on_commit(row.sent, row.made)
    row.sent = row.made = row.alt = row.problem = ""
    row.save()
    journal.write("easy picture taken away", about=row, by=by, story=row.story_id)


@transaction.atomic
def keep_picture(row: EasyLine, path: str) -> None:
    """What the worker made takes the place of what was there. Nothing that was sent is kept."""
    if still(row).update(sent="", made=path, problem=""):
        forget_on_commit(row.made, row.sent)
    else:
        forget_on_commit(path)


def _locked(row: EasyLine) -> EasyLine:
    """As it is now: the worker may have made its picture since it was read."""
    return EasyLine.objects.select_for_update(of=("self",)).select_related("story").get(pk=row.pk)
