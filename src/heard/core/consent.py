"""Who agreed to what. A ledger of rows that are only ever added; for each person and use the latest row rules.

A story is open for a use when everybody in it says yes to it now. Somebody under 18 needs a guardian's yes as well. To
whom a published story is open is another question: its audience and its dates. Who may see a story is answered for many
stories at once by `heard.apps.telling.queries.stories_for`, which asks the same of the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.core.errors import NotAllowed


class Use(StrEnum):
    """What may be done with somebody's words and voice. Each is agreed to by itself."""

    PUBLISH = "publish"
    QUOTE = "quote"
    MEETINGS = "meetings"
    EXPORT = "export"
    IMPROVE = "improve"


class Ruling(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class How(StrEnum):
    """How somebody said it."""

    SCREEN = "screen"
    SPOKEN = "spoken"
    PAPER = "paper"


class Reach(StrEnum):
    """Whom a published story is for. Whoever looks after it, and the people in it, see it in any case."""

    ONLY_US = "only-us"
    NAMED = "named"
    GROUP = "group"
    MEMBERS = "members"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the ledger. `subject` is whom it is about, under an id that says nothing else; `as_guardian` when
    their guardian said it, `themself` when nobody wrote it down for them."""

    subject: str
    use: Use
    ruling: Ruling
    as_guardian: bool = False
    themself: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody in a story, as far as consent goes."""

    id: str
    under_18: bool = False

    @property
    def sides(self) -> tuple[bool, ...]:
        """Who has to agree: they (False), and for somebody under 18 their guardian (True) too."""
        return (False, True) if self.under_18 else (False,)


def latest(ledger: Sequence[Row], subject: str, use: Use, *, as_guardian: bool = False) -> Row | None:
    """The row that rules. None: they were never asked. `ledger` is in the order in which it was written."""
    rows = (row for row in reversed(ledger) if (row.subject, row.use, row.as_guardian) == (subject, use, as_guardian))
    return next(rows, None)


def agrees(ledger: Sequence[Row], subject: Subject, use: Use) -> bool:
    """Silence is never a yes."""
    rows = (latest(ledger, subject.id, use, as_guardian=side) for side in subject.sides)
    return all(row is not None and row.ruling is Ruling.GIVEN for row in rows)


def permitted(ledger: Sequence[Row], subjects: Collection[Subject], use: Use) -> bool:
    """Everybody in the story agrees. A story that nobody is known to be in is open for nothing."""
    return bool(subjects) and all(agrees(ledger, subject, use) for subject in subjects)


def uses_permitted(ledger: Sequence[Row], subjects: Collection[Subject]) -> frozenset[Use]:
    return frozenset(use for use in Use if permitted(ledger, subjects, use))


def changes(
    ledger: Sequence[Row], subject: str, wanted: Iterable[tuple[Use, bool]], *, as_guardian: bool = False
) -> list[tuple[Use, Ruling]]:
    """What has to be written for `wanted` to hold. A no after a yes takes it back. What holds already is not
    repeated."""
    written = []
    for use, yes in wanted:
        row = latest(ledger, subject, use, as_guardian=as_guardian)
        ruling = Ruling.GIVEN if yes else _no_after(row)
        if row is None or row.ruling is not ruling:
            written.append((use, ruling))
    return written


def _no_after(row: Row | None) -> Ruling:
    if row is None:
        return Ruling.REFUSED
    return row.ruling if row.ruling is not Ruling.GIVEN else Ruling.WITHDRAWN


def check_can_speak_for(row: Row | None, ruling: Ruling) -> None:
    """Whoever said no with their own hand is not overruled by somebody who writes down that they said yes."""
    if row is not None and row.themself and row.ruling is not Ruling.GIVEN and ruling is Ruling.GIVEN:
        raise NotAllowed(
            "They said no to this themselves. Only they can say yes again, with their private link or their account.",
            code="only-they-can",
        )


def is_open(today: date, opens: date | None, closes: date | None) -> bool:
    """Both days included. No date is no limit."""
    return (opens is None or opens <= today) and (closes is None or today <= closes)


def admits(reach: Reach, *, has_account: bool, is_named: bool, in_group: bool) -> bool:
    """Whether an audience holds somebody who neither looks after the story nor is in it."""
    return {
        Reach.ONLY_US: False,
        Reach.NAMED: is_named,
        Reach.GROUP: in_group,
        Reach.MEMBERS: has_account,
        Reach.EVERYONE: True,
    }[reach]
