"""Somebody heard a moment chosen by chance: what was wrong in it is reported, and counted."""

from __future__ import annotations

from django.db import transaction

from heard.apps.correcting.actions.reporting import base_of, keep_heard
from heard.apps.correcting.models import Correction, RandomCheck
from heard.apps.correcting.queries.checking import keys_of, moments_of
from heard.apps.joining.senders import Sender, check_pace
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.core.errors import BadInput
from heard.core.formats import json
from heard.core.listening.accuracy import Seconds
from heard.core.people.reports import cleaned
from heard.core.transcript import corrections as rules
from heard.core.transcript.alignment import errors, key
from heard.core.transcript.scripts import cut_like, joined, words_in
from heard.core.transcript.words import Transcript


@transaction.atomic
def check_moment(story: Story, by: Sender, start: float, base: int, text: str) -> RandomCheck:
    """Keep that `text` is what was said in the moment from `start`, as whoever listened to revision `base` says.

    Whatever they changed waits for a decision like any other report. Raises BadInput for a moment that was not chosen.
    """
    check_pace(Correction.objects.all(), by)
    there, said = base_of(story, base), words_in(cleaned(text))
    moment = next((one for one in moments_of(story, there.shown) if one[0] == start), None)
    if moment is None:
        raise BadInput("Open the page again: this moment was not chosen.", code="unknown-moment")
    for fix in _fixes(there.shown, moment, said):
        keep_heard(story, by, there, fix, base)
    take = json.from_document(story.takes.earliest("id").document).within(*moment)
    wrong = errors(keys_of(take), [key(word) for word in said])
    row = RandomCheck.objects.create(
        story=story, start=moment[0], end=moment[1], words=len(take), wrong=wrong, by=by.user, visitor=by.visitor
    )
    journal.write("moment checked", about=story, by=by.user, start=start, words=len(take), wrong=wrong)
    return row


def _fixes(transcript: Transcript, moment: Seconds, said: list[str]) -> list[rules.Correction]:
    words = transcript.within(*moment)
    if words:
        return list(rules.differences(words, cut_like(joined(said), [word.text for word in words])))
    before = [word for word in transcript.words if word.end <= moment[0]]
    after = before[-1].id if before else None
    return [rules.Correction((), after, joined(said))] if said else []
