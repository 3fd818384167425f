"""Steer a pair: pause it, let it go on, mark it as never, undo everything it did. It rests by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Lesson, Pair, Proposal, pair_of
from heard.apps.helping.queries.pairs import record_to_judge
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import Sender
from heard.apps.journal import actions as journal
from heard.core.errors import BadInput, HeardError
from heard.core.people.permissions import check_can_steer_pairs
from heard.core.people.reports import cleaned
from heard.core.people.states import check_can_move

State = Pair.State
LONGEST = 300  # letters on either side of a pair


def rest_if_declined_too_often(pair: Pair) -> bool:
    """Let a pair rest that is right in less than half of its places. Its waiting places are offered no more until an
    editor wakes it."""
    if pair.state != State.LIVE or not record_to_judge(pair).rests:
        return False
    _move(pair, State.RESTING)
    journal.write("pair rests", about=pair)
    return True


@transaction.atomic
def pause(pair: Pair, by: User) -> None:
    """Offer none of its places for now."""
    check_can_steer_pairs(person(by))
    _move(pair, State.PAUSED)
    journal.write("pair paused", about=pair, by=by)


@transaction.atomic
def go_on(pair: Pair, by: User) -> None:
    """Offer its places again, and look for those that came meanwhile. What was declined before no longer makes it
    rest."""
    check_can_steer_pairs(person(by))
    before = pair.state
    _move(pair, State.LIVE)
    Lesson.objects.filter(pairs=pair).update(spread=False)
    journal.write("pair goes on", about=pair, by=by, before=before)


@transaction.atomic
def never(pair: Pair, by: User) -> None:
    """Never ask about this pair again: both are things that people say. What waits is declined."""
    check_can_steer_pairs(person(by))
    _move(pair, State.NEVER)
    waiting = Proposal.objects.filter(state=Proposal.State.WAITING)
    declined = [row.pk for row in waiting if pair_of(row.heard, row.meant) == (pair.heard_key, pair.meant_key)]
    declined += waiting.filter(pair=pair).values_list("pk", flat=True)
    decided = {"state": Proposal.State.DECLINED, "decided_by": by, "decided_at": timezone.now()}
    Proposal.objects.filter(pk__in=declined).update(**decided)
    journal.write("pair never", about=pair, by=by, declined=sorted(set(declined)))


@transaction.atomic
def add_never(heard: str, meant: str, by: User) -> Pair:
    """Note a pair that is never to be offered, whether or not it was ever learnt."""
    check_can_steer_pairs(person(by))
    heard, meant = cleaned(heard), cleaned(meant)
    keys = pair_of(heard, meant)
    if not all(keys) or keys[0] == keys[1] or max(len(heard), len(meant)) > LONGEST:
        raise BadInput(_("Write what the machine writes, and what it is not. They have to differ."), code="no-pair")
    pair, _new = Pair.objects.update_or_create(
        heard_key=keys[0],
        meant_key=keys[1],
        defaults={"by_hand": True},
        create_defaults={"heard": heard, "meant": meant, "by_hand": True},
    )
    if pair.state != State.NEVER:
        never(pair, by)
    return pair


def _move(pair: Pair, state: str) -> None:
    check_can_move("pair", pair.state, state)
    pair.state = state
    if state == State.LIVE:
        pair.judged_from = timezone.now()
    pair.save()


# Undoing


@dataclass
class Undone:
    """What came of undoing everything: how many places read as before, and which could not be taken back, and why."""

    places: list[Proposal] = field(default_factory=list)
    problems: list[tuple[Proposal, str]] = field(default_factory=list)


def undo_everything(pair: Pair, by: User) -> Undone:
    """Take back every change that came of what a pair offered, the latest first, and pause it.

    Each is one more revision, so that nothing is lost. Where later changes stand on the same words, those stay, and
    are reported. What people had suggested themselves waits for an editor again.
    """
    check_can_steer_pairs(person(by))
    undone = Undone()
    for row in _accepted(pair):
        try:
            _take_back(row, by)
            undone.places.append(row)
        except HeardError as error:
            undone.problems.append((row, error.sentence))
    if pair.state == State.LIVE:
        pause(pair, by)
    journal.write(
        "pair undone", about=pair, by=by, places=[row.pk for row in undone.places],
        problems=[row.pk for row, _sentence in undone.problems],
    )  # fmt: skip
    return undone


def _accepted(pair: Pair) -> list[Proposal]:
    rows = pair.proposals.filter(state=Proposal.State.ACCEPTED).exclude(correction=None)
    return list(rows.select_related("story", "correction").order_by("-correction__revision__number", "-pk"))


@transaction.atomic
def _take_back(row: Proposal, by: User) -> None:
    if row.correction:
        take_out(row.correction, by)
    check_can_move("proposal", row.state, Proposal.State.DECLINED)
    row.state, row.decided_by, row.decided_at = Proposal.State.DECLINED, by, timezone.now()
    row.save(update_fields=["state", "decided_by", "decided_at"])


def take_out(correction: Correction, by: User) -> None:
    """Undo what a correction did. Where the machine suggested it, no report is left behind for an editor."""
    correcting.reopen(correction, by)
    correction.refresh_from_db()
    if correction.sender[0] == "row" and correction.state == Correction.State.WAITING:
        correcting.withdraw(correction, Sender(user=by))
