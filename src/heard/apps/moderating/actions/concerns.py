"""Raise a concern, take it, hand it over, decide on it, appeal."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.conversing.actions import notices
from heard.apps.conversing.models import Notice
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.joining.senders import Sender, check_pace
from heard.apps.journal import actions as journal
from heard.apps.moderating.actions import effects
from heard.apps.moderating.actions.alarms import alarm
from heard.apps.moderating.actions.cases import first_deadline
from heard.apps.moderating.models import Concern, Ruling
from heard.apps.moderating.queries.braking import brake_on, case_of, hidden_lately
from heard.apps.moderating.queries.concerns import first_ruling, sent_before
from heard.apps.moderating.queries.subjects import Subject
from heard.core.errors import BadInput, refuse
from heard.core.people.concerns import OPTIONS, Decision, Reason, stopped_by
from heard.core.people.conversation import written
from heard.core.people.fields import choice_faults
from heard.core.people.permissions import can_moderate, check_can_moderate, check_can_rule
from heard.core.people.states import check_can_move

State = Concern.State


@dataclass(frozen=True)
class Worry:
    """What somebody says is wrong. `start` and `end` are the seconds of a part of a story."""

    reason: str
    text: str
    start: float | None = None
    end: float | None = None


@transaction.atomic
def raise_concern(subject: Subject, by: Sender, worry: Worry) -> Concern:
    """Keep a concern. Where the host says so for its reason, what is at stake is hidden at once, as far as
    core/people/concerns.py lets one person hide things; moderators hear of it in either case. The same from the same
    sender is kept once. Raises TooMany."""
    refuse(choice_faults("reason", worry.reason, [*Reason]))
    _one_at_a_time()
    check_pace(Concern.objects.all(), by)
    row = Concern(
        about=subject.about,
        start=worry.start,
        end=worry.end,
        person=subject.person,
        reason=worry.reason,
        text=written(worry.text),
        author=by.user,
        author_name=by.signed,
        visitor=by.visitor,
        origin=by.origin,
    )
    if known := sent_before(row, by.theirs):
        return known
    stop = stopped_by(case_of(row, by, subject), hidden_lately(row, by), brake_on(row.kind))
    row.stopped, row.due_at = stop or "", first_deadline(row.reason)
    row.save()
    if stop is None:
        row.hid = effects.hide(subject, by=None, why=f"concern:{row.pk}")
        row.save(update_fields=["hid"])
    if stop is None or row.is_braked:
        alarm(row)
    done = {"hid": row.hid, "stopped": row.stopped}
    journal.write("concern raised", about=row, by=by.user, subject=row.about, reason=row.reason, **done)
    return row


def _one_at_a_time() -> None:
    """So that many at the same moment do not each find that nothing is hidden yet. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('heard.moderating.raise'))")


@transaction.atomic
def take(concern: Concern, by: User) -> Concern:
    """Say that one is looking at it: whoever raised it sees the name."""
    return _give(concern, by, by)


@transaction.atomic
def hand_over(concern: Concern, to: User, by: User) -> Concern:
    """Give it to another moderator."""
    if not can_moderate(person(to)):
        raise BadInput(_("Choose somebody who moderates."), code="not-a-moderator")
    return _give(concern, to, by)


@transaction.atomic
def rule(concern: Concern, decision: str, reason: str, by: User, subject: Subject | None) -> Ruling:
    """Decide, carry it out, and tell whoever raised it. `subject` is None when what it was about is gone. Raises
    NotAllowed for whom it is about, who raised it, or, on appeal, who decided before."""
    concern = _locked(concern)
    _check_may_rule(concern, by)
    if decision not in OPTIONS[concern.kind]:
        raise BadInput(_("Choose what you decide."), code="unknown-decision")
    before, on_appeal = concern.state, concern.state == State.APPEALED
    after = State.CLOSED if on_appeal else State.DECIDED
    check_can_move("concern", before, after)
    ruling = Ruling.objects.create(
        concern=concern, on_appeal=on_appeal, decision=decision, reason=written(reason), by=by
    )
    concern.state, concern.taken_by = after, by
    concern.save(update_fields=["state", "taken_by"])
    if subject is not None:
        effects.carry_out(concern, subject, Decision(decision), by)
    journal.write("concern decided", about=concern, by=by, before=before, after=after, decision=decision)
    _tell(concern, on_appeal=on_appeal)
    return ruling


@transaction.atomic
def appeal(concern: Concern, by: Sender, text: str) -> None:
    """Ask once that somebody else looks at it again."""
    concern = _locked(concern)
    before = concern.state
    check_can_move("concern", before, State.APPEALED)
    concern.state, concern.appeal, concern.appealed_at = (State.APPEALED, written(text), timezone.now())
    concern.taken_by = None
    concern.save(update_fields=["state", "appeal", "appealed_at", "taken_by"])
    journal.write("concern appealed", about=concern, by=by.user, before=before, after=concern.state)


def _give(concern: Concern, to: User, by: User) -> Concern:
    check_can_moderate(person(by))
    concern = _locked(concern)
    _check_may_rule(concern, to)
    before, holder = concern.state, concern.taken_by
    if before == State.WAITING:
        concern.state = State.TAKEN
    elif before not in (State.TAKEN, State.APPEALED):
        check_can_move("concern", before, State.TAKEN)
    concern.taken_by = to
    concern.save(update_fields=["state", "taken_by"])
    names = {"from": str(holder or ""), "to": str(to)}
    journal.write("concern taken", about=concern, by=by, before=before, after=concern.state, **names)
    return concern


def _check_may_rule(concern: Concern, by: User) -> None:
    ruling = first_ruling(concern) if concern.state == State.APPEALED else None
    ruled_by = ruling.by_id if ruling else None
    check_can_rule(person(by), about=concern.person_id, raised_by=concern.author_id, ruled_by=ruled_by)


def _tell(concern: Concern, *, on_appeal: bool) -> None:
    """Whoever raised it, if they have an account; anybody else has the link."""
    key = f"concern:{concern.pk}:{'appeal' if on_appeal else 'first'}"
    path = reverse("concern", args=[concern.token])
    notices.tell(concern.author, Notice.Kind.CONCERN_FATE, key, path=path)


def _locked(concern: Concern) -> Concern:
    rows = Concern.objects.select_for_update(of=("self",)).select_related("author", "taken_by", "person")
    return rows.get(pk=concern.pk)
