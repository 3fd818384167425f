"""Hand out what to listen to next, keep it for whoever has it, and take their answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.queries.revisions import present
from heard.apps.helping.actions import offers
from heard.apps.helping.actions.learning import put_spot
from heard.apps.helping.models import Answer, Listening, Proposal, Reservation, Spot
from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.helping.queries.queueing import (
    KEPT,
    best_of,
    choices_for,
    holder_of,
    inside,
    reports_to_hear,
    spots_for,
)
from heard.apps.joining.senders import Sender
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, Conflict
from heard.core.people.permissions import can_edit_story
from heard.core.people.reports import check_length
from heard.core.transcript.alignment import align, key
from heard.core.transcript.corrections import reads_the_same
from heard.core.transcript.spans import stands
from heard.core.transcript.words import Transcript, Word

_TRIES = 20  # places whose words have changed since are passed over


@transaction.atomic
def take_next(asker: Asker, by: Sender, story: Story | None = None) -> Spot | None:
    """Keep the next place for somebody, for a few minutes: first where the lot asks for their ear, then where listening
    does most good. None when nothing is left."""
    holder, now = holder_of(by), timezone.now()
    if spot := _where_their_ear_is_asked_for(by, story):
        _reserve(spot, by, until=now + KEPT, answered=False)
        return spot
    best = best_of(spots_for(asker, holder, now, story), _TRIES)
    free = Spot.objects.filter(pk__in=best).select_related("story").select_for_update(of=("self",), skip_locked=True)
    for spot in sorted(free, key=lambda row: best.index(row.pk)):
        if spots_for(asker, holder, now, story).filter(pk=spot.pk).exists() and _words_of(spot, _transcript(spot)):
            _reserve(spot, by, until=now + KEPT, answered=False)
            return spot
    return None


def _where_their_ear_is_asked_for(by: Sender, story: Story | None) -> Spot | None:
    for report in reports_to_hear(by, story):
        transcript = present(report.story)[0]
        if stands(report.words, report.heard, transcript):
            return put_spot(report, transcript)
    return None


def let_go(by: Sender) -> None:
    """Give back what somebody has before them."""
    Reservation.objects.filter(holder=holder_of(by), answered=False).delete()


@dataclass(frozen=True)
class Verdict:
    """What somebody says about a place: a kind of report (right, replace, delete, unsure), with the text."""

    kind: str
    text: str = ""
    listened: bool = False


@transaction.atomic
def answer(spot: Spot, asker: Asker, by: Sender, said: Verdict) -> None:
    """Take one person's word on a place.

    What the machine offered there is answered with it; anything else is a report like any other. Raises Conflict when
    the words have changed since, and BadInput when there is nothing to be understood.
    """
    check_length(said.text)
    transcript, revision = present(spot.story)
    words = _words_of(spot, transcript)
    if not words:
        raise Conflict(_("Somebody has changed these words since. Here is another place."), code="words-changed")
    if said.kind == "right":
        _right(spot, asker, by, said, revision)
    elif said.kind in ("replace", "delete"):
        _otherwise(spot, asker, by, said, revision)
    elif said.kind != "unsure":
        raise BadInput(_("Choose what you heard."), code="no-answer")
    if said.listened and said.kind != "unsure":
        _note_listening(spot, by, words, said)
    _done(spot, by, settled=said.kind == "right" and _decides(spot, by))


def _right(spot: Spot, asker: Asker, by: Sender, said: Verdict, revision: int) -> None:
    """The words are right, so whatever is offered instead is not."""
    rows = inside(spot, waiting_for(asker, spot.story))
    report = correcting.report(
        spot.story, by, Remark("right", tuple(spot.words), base=revision, listened=said.listened)
    )
    for row in rows:
        if _decides(spot, by):
            offers.answer(row, by, Answer.Says.NO, listened=said.listened, is_counted=True)
        else:
            offers.keep_answer(row, by, Answer.Says.NO, listened=said.listened, report=report)


def _otherwise(spot: Spot, asker: Asker, by: Sender, said: Verdict, revision: int) -> None:
    text = " ".join(said.text.split()) if said.kind == "replace" else ""
    if said.kind == "replace" and reads_the_same(text, spot.text):
        raise BadInput(_("That is what it says already. If it is right, press “This is right”."), code="no-change")
    if offered := _offered(spot, asker, text):
        offers.answer(offered, by, Answer.Says.YES, listened=said.listened, is_counted=True)
    else:
        remark = Remark(said.kind, tuple(spot.words), text, base=revision, listened=said.listened)
        correcting.report(spot.story, by, remark)


def _offered(spot: Spot, asker: Asker, text: str) -> Proposal | None:
    return next((choice.proposal for choice in choices_for(spot, asker) if text and choice.text == text), None)


def _decides(spot: Spot, by: Sender) -> bool:
    return by.user is not None and can_edit_story(by.user.as_person(), reporter=spot.story.reporter_id)


def _done(spot: Spot, by: Sender, *, settled: bool) -> None:
    _reserve(spot, by, until=timezone.now(), answered=True, settled=settled)


def _reserve(spot: Spot, by: Sender, **how: Any) -> None:
    Reservation.objects.update_or_create(
        story=spot.story, first=spot.first, last=spot.last, holder=holder_of(by), defaults=how
    )


def _transcript(spot: Spot) -> Transcript:
    return present(spot.story)[0]


def _words_of(spot: Spot, transcript: Transcript) -> tuple[Word, ...]:
    """The words of a spot, while they read as they did. Else none."""
    return stands(spot.words, spot.text, transcript)


def _note_listening(spot: Spot, by: Sender, words: tuple[Word, ...], said: Verdict) -> None:
    """Only the words that were asked about count as heard, not those around them."""
    Listening.objects.create(
        story=spot.story,
        start=words[0].start,
        end=words[-1].end,
        by=by.user,
        visitor="" if by.user else by.visitor,
        purpose=Listening.Purpose.QUEUE,
        words_checked=len(words),
        words_wrong=_wrong(words, said),
    )


def _wrong(words: tuple[Word, ...], said: Verdict) -> int:
    """How many of the machine's words were wrong, if what somebody said is right."""
    if said.kind == "right":
        return 0
    blocks = align([key(word.text) for word in words], [key(text) for text in said.text.split()])
    return sum(block.old_end - block.old_start for block in blocks if not block.same)
