"""Begin a story in writing, and write its draft anew."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.correcting.actions.deciding import revise
from heard.apps.correcting.actions.reporting import lock
from heard.apps.correcting.models import Revision
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions import stories
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Story, Voice
from heard.apps.transcribing.actions.writing import keep_written
from heard.apps.transcribing.queries.words import all_of, named
from heard.core.errors import Conflict, WrongState
from heard.core.formats import prose
from heard.core.people.permissions import check_can_edit_story
from heard.core.transcript.rewriting import changes_between, rewritten
from heard.core.transcript.words import Transcript


@transaction.atomic
def begin_in_writing(details: stories.Details, text: str, *, by: User, names_speakers: bool = False) -> Story:
    """A private draft with its words. Raises BadInput for what cannot be said about a story, or is none."""
    story = stories.begin_story(by, details)
    keep_written(story, prose.read(text, language=story.language, names_speakers=names_speakers), by=by)
    return story


@transaction.atomic
def rewrite_story(story: Story, text: str, *, base: int, by: User) -> bool:
    """Make the words of a draft read as `text`, which was made from revision `base` (0: none): a revision of its own,
    that can be undone. False where nothing changed. Words that are still there stay the same words. Raises Conflict
    where somebody changed them meanwhile, BadInput for a text without words."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    _check_is_draft(story)
    if not hasattr(story, "transcript"):
        return bool(keep_written(story, prose.read(text, language=story.language), by=by))
    row = lock(story)
    if row.revision != base:
        raise Conflict(_("Somebody has changed these words since you opened this page."), code="changed-meanwhile")
    everything = all_of(row)
    present = named(everything.transcript, story)
    wanted = prose.read(text, language=row.language, names_speakers=bool(present.speakers))
    after = rewritten(present, wanted, prefix=f"r{row.revision + 1}")
    changes = changes_between(present, after)
    if not changes:
        return False
    _name_new_voices(story, present, after)
    revision = revise(everything, changes, cause=Revision.Cause.WRITTEN, by=by)
    ask_to_sign_again(story)
    journal.write("story written anew", about=story, by=by, revision=revision.number)
    return True


def _check_is_draft(story: Story) -> None:
    if story.has_sound:
        raise WrongState(_("This story is told in a recording. Say what was misheard instead."), code="has-sound")
    if story.state != Story.State.DRAFT:
        raise WrongState(
            _("Readers have this story. Make it private first, or report the words that are wrong."), code="published"
        )


def _name_new_voices(story: Story, before: Transcript, after: Transcript) -> None:
    known = {voice.id for voice in before.speakers}
    for voice in after.speakers:
        if voice.id not in known:
            Voice.objects.create(story=story, key=voice.id, name=voice.name)
