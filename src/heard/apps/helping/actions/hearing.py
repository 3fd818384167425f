"""What the worker writes when it listens to places: which it has before it, and what the sound says of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from heard.apps.helping.models import Look, Proposal, pair_of
from heard.apps.helping.queries.hearing import due
from heard.apps.helping.queries.learning import never_pairs, words_on_offer
from heard.apps.telling.models import Story
from heard.core.offering import proposals as core
from heard.core.offering.evidence import Evidence
from heard.core.people.states import check_can_move

State = Proposal.State
LEASE = timedelta(minutes=5)
"""So long no other worker listens to what one has before it."""
ANOTHER_DAY = timedelta(days=1)
"""What could not be listened to is tried again then."""


@transaction.atomic
def claim(story: Story, most: int) -> list[Proposal]:
    """Hold the places of a story that are due, for one worker."""
    now = timezone.now()
    rows = list(due(now).filter(story=story).select_for_update(of=("self",), skip_locked=True)[:most])
    _wait(rows, now + LEASE)
    return rows


def let_go(rows: Collection[Proposal]) -> None:
    """Give back what there was no time for."""
    _wait(rows, timezone.now())


def put_off(rows: Collection[Proposal]) -> None:
    """Leave alone for a day what cannot be listened to."""
    _wait(rows, timezone.now() + ANOTHER_DAY)


def _wait(rows: Collection[Proposal], until: datetime) -> None:
    mine = Proposal.objects.filter(pk__in=[row.pk for row in rows], listen_after__isnull=False)
    mine.update(listen_after=until)


@transaction.atomic
def hear(story: Story, verdicts: Mapping[int, float]) -> None:
    """Note what the sound says of places, by key, and offer those that are probable enough with it and no others. The
    places to listen to next follow in the next round.

    What the sound drops is not counted as declined, and what people have answered stays: they heard it too.
    """
    taken, never = words_on_offer([story])[story.pk], never_pairs()
    rows = story.proposals.filter(pk__in=verdicts, listen_after__isnull=False, state__in=(State.WAITING, State.FAINT))
    for row in rows.select_for_update(of=("self",), skip_locked=True).order_by("-score", "pk"):  # else being answered
        weigh_again(row, core.heard_out(_core(row), verdicts[row.pk]))
        row.listen_after = None
        if pair_of(row.heard, row.meant) not in never:
            offer_or_not(row, taken)
        row.save(update_fields=["score", "evidence", "state", "listen_after"])
    if verdicts:
        Look.objects.filter(story=story).update(revision=0)


def weigh_again(row: Proposal, found: core.Proposal) -> None:
    row.score, row.evidence = found.score, shortened(found.evidence)


def shortened(evidence: Evidence) -> Evidence:
    """As it is kept. Nothing counts for nothing, but a sound that cannot tell was heard all the same."""
    return {name: round(value, 3) for name, value in evidence.items() if value or name == "sound"}


def offer_or_not(row: Proposal, taken: set[str]) -> None:
    """Offer what is probable enough, unless its words are `taken` by another offer; and let go of what is not."""
    if is_probable(row) and row.state == State.FAINT and not taken & set(row.words):
        _move(row, State.WAITING)
        taken |= set(row.words)
    elif not is_probable(row) and row.state == State.WAITING and not _is_answered(row):
        _move(row, State.FAINT)
        taken -= set(row.words)


def is_probable(row: Proposal) -> bool:
    return _core(row).is_offered()


def _move(row: Proposal, state: str) -> None:
    check_can_move("proposal", row.state, state)
    row.state = state


def _is_answered(row: Proposal) -> bool:
    return row.correction_id is not None or row.answers.exists()


def _core(row: Proposal) -> core.Proposal:
    """As the core weighs it: where it stands plays no part."""
    return core.Proposal("", 0, 0, row.heard, row.meant, row.kind, row.score, row.evidence)  # type: ignore[arg-type]
