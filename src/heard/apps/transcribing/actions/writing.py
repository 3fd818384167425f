"""Take in the words of a story that was told in writing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import put_transcript
from heard.apps.transcribing.models import Take
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.core.errors import WrongState
from heard.core.formats import json
from heard.core.people.permissions import check_can_edit_story
from heard.core.transcript.words import Transcript


@transaction.atomic
def keep_written(story: Story, transcript: Transcript, *, by: User) -> Take:
    """The first words of a story without sound, as they came: revision 1. What they came in (core/formats/prose.py, or
    any transcript whose recording is lost) is read already. Raises WrongState for a story that has words, or that is
    told in a recording."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    if story.has_sound:
        raise WrongState(_("This story is told in a recording, which is written down by itself."), code="has-sound")
    if TranscriptRow.objects.select_for_update().filter(story=story).exists():
        raise WrongState(_("This story is written already. Change its words instead."), code="already-written")
    take = Take.objects.create(story=story, document=json.to_document(transcript), engine=transcript.engine)
    put_transcript(story, transcript, revision=1)
    ask_to_sign_again(story)
    journal.write("story written", about=story, by=by, words=len(transcript.words))
    return take
