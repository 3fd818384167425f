"""Decide on what was said, and take decisions back. Nothing is ever overwritten."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.correcting.actions.reporting import Remark, base_around, lock, sent_row, wanted
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import reports, revisions
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import put_transcript
from heard.apps.transcribing.actions.words import put_excerpt
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import Excerpt, all_of, excerpt_around
from heard.core.errors import BadInput, Conflict, WrongState, refuse
from heard.core.people.fields import DECISION, text_faults
from heard.core.people.permissions import check_can_answer_offer, check_can_decide, check_can_review
from heard.core.people.reports import REASONS, cleaned
from heard.core.sentences import Sentence, kept
from heard.core.transcript import corrections as rules
from heard.core.transcript.corrections import Change, Standing
from heard.core.transcript.undoing import way_back
from heard.core.transcript.words import Transcript

State = Correction.State
Reason = str | Sentence
"""Somebody’s own words, or one of those that Heard knows in other languages."""


@transaction.atomic
def accept(
    correction: Correction,
    by: User,
    *,
    text: str | None = None,
    reason: str = "",
    instead: rules.Correction | None = None,
    visitor: str = "",
) -> Correction:
    """Put it right, as suggested or with an adjusted `text`.

    Makes a revision; or none when it already reads so; or, when other words stand there by now, notes a conflict and
    changes nothing: look at the correction's state. `instead` is what an editor makes of a conflict, for the words
    that stand there now. `visitor` is the browser of whoever decides. Raises WrongState when somebody has decided
    already.
    """
    correction, row = locked(correction, by, visitor)
    return _accept(correction, row, by, text, reason, instead)


@transaction.atomic
def accept_unheard(correction: Correction, by: User, **how: Any) -> Correction:
    """The same by somebody who has not played the words: they are told so, and the history says it. Of a story without
    sound, there is nothing to play."""
    correction = accept(correction, by, **how)
    if correction.state == State.ACCEPTED and correction.story.has_sound:
        correction.unheard = True
        correction.save(update_fields=["unheard"])
        journal.write("accepted unheard", about=correction, by=by)
    return correction


@transaction.atomic
def put_right(story: Story, remark: Remark, by: User) -> Correction:
    """Take what the machine offers, in one step: the suggestion is nobody's, so whoever looks after the story decides
    on it at once. Raises Conflict when the words of `remark` have changed since its revision."""
    check_can_answer_offer(by.as_person(), reporter=story.reporter_id)
    row = lock(story)
    fix = rules.Correction(remark.words, None, wanted(remark))
    machine = Sender(name=_("offered by the machine"))
    correction = sent_row(story, machine, base_around(story, remark.base, fix), remark, fix)
    if revisions.standing(_around(row, correction).transcript, correction) is Standing.CONFLICT:
        raise Conflict(_("Somebody has changed these words since."), code="words-changed")
    correction.save()
    return _accept(correction, row, by)


def _accept(
    correction: Correction,
    row: TranscriptRow,
    by: User | None,
    text: str | None = None,
    reason: Reason = "",
    instead: rules.Correction | None = None,
) -> Correction:
    excerpt = _around(row, correction, instead)
    standing, fix = _fix(correction, excerpt.transcript, text, instead)
    if standing is Standing.CONFLICT:
        correction.state = State.CONFLICT
        correction.save(update_fields=["state"])
        journal.write("correction in conflict", about=correction, by=by, revision=row.revision)
        return correction
    revision = None
    if standing is Standing.APPLIES:
        change = rules.change_for(excerpt.transcript, fix, prefix=_prefix(row))
        cause = Revision.Cause.CORRECTION if by else Revision.Cause.AGREEMENT
        revision = revise(excerpt, [change], cause=cause, by=by, correction=correction)
    _settle(correction, by, State.ACCEPTED, reason, fix.text if fix.text != correction.text else None, revision)
    journal.write("correction accepted", about=correction, by=by, before=correction.heard, after=fix.text)
    return correction


def _around(row: TranscriptRow, correction: Correction, instead: rules.Correction | None = None) -> Excerpt:
    """As much of the transcript as a decision on it has to know."""
    reach = rules.reach_of(revisions.fix_in(correction), revisions.context_of(correction))
    return excerpt_around(row, reach | rules.reach_of(instead) if instead else reach, prefix=_prefix(row))


def _prefix(row: TranscriptRow) -> str:
    """What the words of the next revision are called."""
    return f"r{row.revision + 1}"


@transaction.atomic
def decline(correction: Correction, by: User, reason: str, visitor: str = "") -> Correction:
    """Leave the words as they are, and say why."""
    correction, _held = locked(correction, by, visitor)
    reason = told_why(reason)
    _settle(correction, by, State.DECLINED, reason, None, None)
    journal.write("correction declined", about=correction, by=by, reason=reason)
    return correction


def told_why(reason: str) -> str:
    """On one line. Raises BadInput where nobody says why, or says too much."""
    reason = cleaned(reason)
    if not reason:
        raise BadInput("Say why, so that whoever sent this learns from it.", code="no-reason", field="reason")
    refuse(text_faults({"reason": reason}, DECISION))
    return reason


@transaction.atomic
def accept_agreed(correction: Correction, reason: Sentence) -> Correction:
    """Put right what helpers agreed on: nobody decided it alone. Hold the transcript."""
    return _accept(correction, lock(correction.story), None, reason=reason)


def settle_alike(correction: Correction, like: Correction) -> None:
    """Settle what somebody else sent in the same way as the one that was decided on."""
    fields = ("state", "decided_by", "decided_at", "reason", "reason_values", "revision")
    Correction.objects.filter(pk=correction.pk).update(**{name: getattr(like, name) for name in fields})


@transaction.atomic
def decline_agreed(correction: Correction, reason: Sentence) -> None:
    """Leave the words as helpers agreed that they are said."""
    _settle(correction, None, State.DECLINED, reason, None, None)
    journal.write("correction declined", about=correction, reason=str(reason))


@transaction.atomic
def reopen(correction: Correction, by: User) -> Correction:
    """Let a decision be made again; where it made a revision, that is undone first. Reporters who are not editors
    reopen only what they decided themselves."""
    lock(correction.story)
    correction.refresh_from_db()
    if correction.decided_by_id != by.pk:
        check_can_review(by.as_person())
    if correction.state not in (State.ACCEPTED, State.DECLINED):
        raise WrongState("Nothing has been decided on this yet.", code="not-decided")
    if correction.revision:
        _undo(correction.revision, by)
    else:
        open_again(Correction.objects.filter(pk=correction.pk))
    correction.refresh_from_db()
    journal.write("correction reopened", about=correction, by=by)
    return correction


@transaction.atomic
def undo(revision: Revision, by: User) -> Revision:
    """Make a new revision that takes another back; what it settled waits for an editor again.

    Raises Conflict when later changes stand on the same words, and WrongState when it was undone before.
    """
    check_can_review(by.as_person())
    return _undo(revision, by)


def _undo(revision: Revision, by: User) -> Revision:
    row = lock(revision.story)
    if revision.cause == Revision.Cause.UNDO:
        raise WrongState("This took a change back. To have the change again, accept it again.", code="is-undo")
    if Revision.objects.filter(undoes=revision).exists():
        raise WrongState("Somebody has undone this already.", code="undone-already")
    excerpt, changes = _way_back(row, revision)
    how = {"cause": Revision.Cause.UNDO, "by": by, "correction": revision.correction, "undoes": revision}
    made = revise(excerpt, changes, **how)
    open_again(revision.settled.all())
    journal.write("revision undone", about=revision, by=by, revision=made.number)
    return made


def _way_back(row: TranscriptRow, revision: Revision) -> tuple[Excerpt, list[Change]]:
    """Voices and paragraphs become others only where a later take is laid under: else each word is where it was, and
    what was done there is turned round."""
    changes = revisions.changes_of(revision)
    if revisions.has_laid_under_since(row.story, revision.number):
        excerpt, then = all_of(row), revisions.transcript_at(row.story, revision.number)
        return excerpt, way_back(then, excerpt.transcript, changes)
    backwards = rules.inverse_all(changes)
    return excerpt_around(row, rules.reach_of_changes(backwards)), backwards


def locked(correction: Correction, by: User, visitor: str) -> tuple[Correction, TranscriptRow]:
    """The correction as it is now, with its story's transcript held until the transaction ends."""
    check_can_decide(
        by.as_person(),
        author=correction.author_id,
        reporter=correction.story.reporter_id,
        same_browser=correction.is_from(visitor),
    )
    row = lock(correction.story)
    now = Correction.objects.select_related("story").get(pk=correction.pk)
    if now.state not in reports.OPEN:
        raise WrongState("Somebody has decided on this already.", code="decided")
    return now, row


def _fix(
    correction: Correction, transcript: Transcript, text: str | None, instead: rules.Correction | None
) -> tuple[Standing, rules.Correction]:
    """What to put there, and whether it can be."""
    if instead is not None:
        return _standing_now(transcript, instead), instead
    text = None if text is None else cleaned(text)
    standing = revisions.standing(transcript, correction, text)
    fix = revisions.fix_in(correction, text)
    if text is None and not correction.has_fix:
        if standing is Standing.APPLIES:
            raise BadInput("Write what it should say.", code="no-text")
        return standing, fix
    if standing is Standing.ALREADY and text is not None and rules.reads_the_same(text, correction.heard):
        raise BadInput("That is what it says already. If it is right, decline and say so.", code="no-change")
    return standing, fix


def _standing_now(transcript: Transcript, fix: rules.Correction) -> Standing:
    try:
        return rules.standing(transcript, fix, rules.context_of(transcript, fix))
    except Conflict:
        return Standing.CONFLICT


def revise(excerpt: Excerpt, changes: list[Change], **how: Any) -> Revision:
    """The next revision, and everything that readers see made to follow it. `how` it came about are columns of it."""
    row, after = excerpt.row, rules.apply_all(excerpt.transcript, changes)
    if not excerpt.is_whole and _voices_in(after) != _voices_in(excerpt.transcript):
        return revise(all_of(row), changes, **how)  # somebody may speak who did not, or no longer
    number, data = row.revision + 1, revisions.changes_data(changes)
    revision = Revision.objects.create(story=row.story, number=number, changes=data, **how)
    if excerpt.is_whole:
        put_transcript(row.story, revisions.as_of(row.story, after, number), revision=number)
    else:
        put_excerpt(excerpt, after, revision=number)
    return revision


def _voices_in(transcript: Transcript) -> set[str | None]:
    return {word.speaker for word in transcript.words}


def _settle(
    correction: Correction, by: User | None, state: str, reason: Reason, text: str | None, revision: Revision | None
) -> None:
    """Decide on it and on the same from others; what an editor sent themselves nobody declines for them."""
    decided = {
        "state": state,
        "decided_by": by,
        "decided_at": timezone.now(),
        "decided_text": text,
        "revision": revision,
        **reason_columns(reason),
    }
    others = reports.alike(correction)
    (others.exclude(author=by) if by and state == State.DECLINED else others).update(**decided)
    Correction.objects.filter(pk=correction.pk).update(**decided)
    correction.refresh_from_db()


def reason_columns(reason: Reason) -> dict[str, object]:
    """A sentence of Heard's own keeps its values; what somebody wrote has none."""
    if isinstance(reason, Sentence):
        return {"reason": reason.template, "reason_values": kept(reason.values)}
    return {"reason": reason, "reason_values": {} if reason in REASONS else None}


def open_again(rows: QuerySet[Correction]) -> None:
    nothing = {"decided_by": None, "decided_at": None, "decided_text": None, "revision": None}
    rows.update(state=State.WAITING, unheard=False, **nothing, **reason_columns(""))
