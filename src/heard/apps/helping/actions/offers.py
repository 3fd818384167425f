"""Answer what is offered. A yes of somebody who looks after the story decides; everybody else's is an opinion."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.revisions import present
from heard.apps.helping.actions.learning import reads_so
from heard.apps.helping.actions.pairs import rest_if_declined_too_often, take_out
from heard.apps.helping.models import Answer, Listening, Proposal
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender
from heard.apps.journal import actions as journal
from heard.core.errors import Conflict, HeardError, WrongState
from heard.core.people.permissions import can_edit_story, check_can_answer_offer
from heard.core.people.states import check_can_move
from heard.core.transcript.words import Transcript

State, Says = Proposal.State, Answer.Says


@transaction.atomic
def answer(proposal: Proposal, by: Sender, says: str, *, listened: bool = False, is_counted: bool = False) -> Answer:
    """Take one person's word on one place. What was listened to and decided counts as heard, unless it `is_counted`
    already as part of more.

    Raises WrongState when somebody has decided already, and Conflict when the words have changed since.
    """
    row = _waiting(proposal)
    transcript, revision = present(row.story)
    if not reads_so(row, transcript):
        raise Conflict(_("Somebody has changed these words since, so nothing was done."), code="words-changed")
    here = _Here(row, transcript, revision, listened)
    decides = by.user is not None and may_decide(by.user, row)
    report = _decide(here, by.user, says) if decides and by.user else _opine(here, by, says)
    if decides and listened and not is_counted and says != Says.UNSURE:
        _note_listening(row, by, wrong=len(row.words) if says == Says.YES else 0)
    journal.write(
        "proposal answered", about=row, by=by.user, says=says, decided=decides, pair=row.pair_id, listened=listened
    )
    return keep_answer(row, by, says, listened=listened, report=report)


def keep_answer(row: Proposal, by: Sender, says: str, *, listened: bool, report: Correction | None) -> Answer:
    """Note what somebody said, so that they are not asked again."""
    kept, _new = Answer.objects.update_or_create(
        proposal=row,
        by=by.user,
        visitor="" if by.user else by.visitor,
        defaults={"says": says, "listened": listened, "report": report},
    )
    return kept


@dataclass(frozen=True)
class _Here:
    """A proposal with the transcript that it stands in."""

    row: Proposal
    transcript: Transcript
    revision: int
    listened: bool

    def remark(self, kind: str, text: str = "") -> Remark:
        return Remark(kind, tuple(self.row.words), text, base=self.revision, listened=self.listened)


def may_decide(by: User, row: Proposal) -> bool:
    return can_edit_story(by.as_person(), reporter=row.story.reporter_id)


def _waiting(proposal: Proposal) -> Proposal:
    """As it is now, held until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("story", "pair", "correction")
    row = rows.get(pk=proposal.pk)
    if row.state != State.WAITING:
        raise WrongState(_("Somebody has decided on this already."), code="decided")
    return row


def _decide(here: _Here, by: User, says: str) -> Correction | None:
    row = here.row
    if says == Says.UNSURE:
        return None
    if says == Says.YES:
        row.correction = correcting.put_right(row.story, here.remark("replace", row.meant), by)
    _settle(row, State.ACCEPTED if says == Says.YES else State.DECLINED, by, listened=here.listened)
    if says == Says.NO and row.pair:
        rest_if_declined_too_often(row.pair)
    return None


def _settle(row: Proposal, state: str, by: User, *, listened: bool = False) -> None:
    check_can_move("proposal", row.state, state)
    row.state, row.decided_by, row.decided_at, row.listened = state, by, timezone.now(), listened
    row.save(update_fields=["state", "correction", "decided_by", "decided_at", "listened"])


def _note_listening(row: Proposal, by: Sender, wrong: int) -> None:
    Listening.objects.create(
        story=row.story,
        start=row.start,
        end=row.end,
        by=by.user,
        purpose=Listening.Purpose.REVIEW,
        words_checked=len(row.words),
        words_wrong=wrong,
    )


def _opine(here: _Here, by: Sender, says: str) -> Correction | None:
    """An opinion is a report like any other: a yes suggests the words, a no of somebody who listened says that they are
    right."""
    if says == Says.UNSURE or (says == Says.NO and not here.listened):
        return None
    row = here.row
    remark = here.remark("replace", row.meant) if says == Says.YES else here.remark("right")
    report = correcting.report(row.story, by, remark)
    if says == Says.YES and row.correction is None:
        row.correction = report
        row.save(update_fields=["correction"])
    return report


# Several at once, and undoing it


@dataclass(frozen=True)
class Outcome:
    """What came of saying yes to several: how many were put right or sent on, and what could not be done."""

    done: list[Proposal]
    problems: list[str]


def yes_to_all(proposals: Iterable[Proposal], by: Sender, heard: Collection[int]) -> Outcome:
    """Say yes to those that somebody listened to, and to no other."""
    done: list[Proposal] = []
    problems: list[str] = []
    for row in proposals:
        if row.pk not in heard:
            continue
        try:
            answer(row, by, Says.YES, listened=True)
            done.append(row)
        except HeardError as error:
            problems.append(f"“{row.heard}”: {error.sentence}")
    return Outcome(done, problems)


@transaction.atomic
def undo_answer(given: Answer, by: Sender) -> Proposal:
    """Undo one's own answer: the words read as before, and the place waits again.

    Ask first whether the answer is theirs. Raises WrongState or Conflict when the world has moved on.
    """
    row = (
        Proposal.objects.select_for_update(of=("self",)).select_related("story", "correction").get(pk=given.proposal_id)
    )
    if by.user and row.decided_by_id == by.user.pk and row.state in (State.ACCEPTED, State.DECLINED):
        _reconsider(row, by.user)
    elif given.report and given.report.state == Correction.State.WAITING:
        correcting.withdraw(given.report, by)
    given.delete()
    journal.write("answer undone", about=row, by=by.user)
    return row


def _reconsider(row: Proposal, by: User) -> None:
    check_can_answer_offer(by.as_person(), reporter=row.story.reporter_id)
    check_can_move("proposal", row.state, State.WAITING)
    if row.state == State.ACCEPTED and row.correction:
        take_out(row.correction, by)
    row.state, row.decided_by, row.decided_at, row.correction = State.WAITING, None, None, None
    row.save(update_fields=["state", "correction", "decided_by", "decided_at"])
