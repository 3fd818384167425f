"""Write the contents of a story."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.models import Chapter
from heard.core.errors import BadInput, refuse
from heard.core.people.fields import CHAPTER, text_faults
from heard.core.people.permissions import check_can_edit_story


@transaction.atomic
def begin_chapter(story: Story, first: str, title: str, *, by: User) -> Chapter:
    """At a word that can be read. Where a chapter begins there already, it gets the title. Raises BadInput."""
    check_can_edit_story(by.as_person(), reporter=story.reporter_id)
    refuse(text_faults({"title": title}, CHAPTER))
    transcript = transcript_of(story)
    words = transcript.span(first, first) if transcript else ()
    if not words or words[0].is_gap:
        raise BadInput(_("Choose a word that can be read."), code="unknown-words")
    [word] = words
    row, is_new = Chapter.objects.update_or_create(
        story=story,
        first=word.id,
        defaults={"title": title, "start": word.start, "end": word.end, "revision": _revision(story), "by": by},
    )
    journal.write("chapter made" if is_new else "chapter changed", about=row, by=by, story=story.pk)
    return row


@transaction.atomic
def name_chapter(row: Chapter, title: str, *, by: User) -> None:
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    refuse(text_faults({"title": title}, CHAPTER))
    row.title = title
    row.save(update_fields=["title"])
    journal.write("chapter changed", about=row, by=by, story=row.story_id)


@transaction.atomic
def end_chapter(row: Chapter, *, by: User) -> None:
    check_can_edit_story(by.as_person(), reporter=row.story.reporter_id)
    journal.write("chapter taken away", about=row, by=by, story=row.story_id)
    row.delete()


def _revision(story: Story) -> int:
    return TranscriptRow.objects.values_list("revision", flat=True).get(story=story)
