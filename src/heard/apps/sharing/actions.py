"""Give some words of a story an address of their own."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.journal import actions as journal
from heard.apps.sharing.models import Moment
from heard.apps.sharing.queries import seal_of
from heard.apps.telling.models import Story
from heard.apps.telling.queries import permits_now
from heard.apps.transcribing.queries import transcript_of
from heard.core.errors import NotAllowed
from heard.core.people.consent import Use
from heard.core.quoting.moments import pin
from heard.core.transcript.words import Transcript, Word, text_of


def check_may_quote(story: Story) -> None:
    if not permits_now(story, Use.QUOTE):
        raise NotAllowed(_("The people in this story do not want it quoted."), code="not-to-be-quoted")


def chosen(transcript: Transcript | None, first: str, last: str) -> tuple[Word, ...]:
    """The words of a story, as everybody may read it, from one to another. Raises BadInput for what cannot be a
    moment."""
    words = transcript.span(first, last or first) if transcript else ()
    pin(words)
    return words


@transaction.atomic
def share(story: Story, first: str, last: str, *, revision: int) -> Moment:
    """The moment of these words; the same words of the same reading are one moment, whoever passes them on.

    Raises NotAllowed where the people in the story do not want it quoted, BadInput for what cannot be a moment.
    """
    check_may_quote(story)
    words = chosen(transcript_of(story), first, last)
    span = pin(words)
    moment, is_new = Moment.objects.get_or_create(
        story=story,
        first=span.ids[0],
        last=span.ids[-1],
        seal=seal_of(text_of(words)),
        defaults={"start": span.start, "end": span.end, "revision": revision},
    )
    if is_new:
        journal.write("moment made", about=moment, story=story.pk)
    return moment
