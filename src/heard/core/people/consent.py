"""Who agreed to what. A ledger of rows that are only ever added; for each person and use the latest row rules.

A story is open for a use when everybody in it says yes to it now. Somebody under 18 needs a guardian's yes as well, and
a guardian's no outlives childhood: it stands until they, or the one who is of age by then, say otherwise themselves. To
whom a published story is open is another question: its audience and its dates. Who may see a story is answered for many
stories at once by `heard.apps.telling.queries.stories_for`, which asks the same of the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.core.errors import NotAllowed, WrongState


class Use(StrEnum):
    """What may be done with somebody's words and voice. Each is agreed to by itself."""

    PUBLISH = "publish"
    QUOTE = "quote"
    MEETINGS = "meetings"
    EXPORT = "export"
    PODCAST = "podcast"
    IMPROVE = "improve"


class Ruling(StrEnum):
    """`LAPSED` ends a guardian's no: the one it was said for is of age and said otherwise."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


NOES = frozenset((Ruling.REFUSED, Ruling.WITHDRAWN))


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


OF_AGE = 18
"""Years."""


def day_of_age(born: date | int) -> date:
    """The day from which somebody decides alone. Where only the year of birth is known, the last day that it can be."""
    if isinstance(born, int):
        return date(born + OF_AGE, 12, 31)
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:  # the 29th of February
        return date(born.year + OF_AGE, 3, 1)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Who decides about somebody's part: they alone or, `with_guardian`, a guardian too until the day before
    `alone_from`. None: nobody has said when that is."""

    with_guardian: bool = False
    alone_from: date | None = None

    def is_shared(self, today: date) -> bool:
        return self.with_guardian and (self.alone_from is None or today < self.alone_from)

    @property
    def end(self) -> date:
        """The day on which a guardian's part is over."""
        return (self.alone_from or date.max) if self.with_guardian else date.min


ALONE = Deciding()


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody in a story, as far as consent goes; `with_guardian` as it is today."""

    id: str
    with_guardian: bool = False


def latest(ledger: Sequence[Row], subject: str, use: Use, *, as_guardian: bool = False) -> Row | None:
    """The row that rules. None: they were never asked. `ledger` is in the order in which it was written."""
    rows = (row for row in reversed(ledger) if (row.subject, row.use, row.as_guardian) == (subject, use, as_guardian))
    return next(rows, None)


class Stand(StrEnum):
    """Where somebody stands on one use now. `GUARDIAN`: they say yes, and what comes of it is their guardian's."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not-asked"
    GUARDIAN_NO = "guardian-no"
    GUARDIAN_NOT_ASKED = "guardian-not-asked"


def stand(ledger: Sequence[Row], subject: Subject, use: Use) -> Stand:
    """Silence is never a yes, and a guardian's no stands whatever the age by now."""
    own = latest(ledger, subject.id, use)
    guardians = latest(ledger, subject.id, use, as_guardian=True)
    if own is None:
        return Stand.NOT_ASKED
    if own.ruling is not Ruling.GIVEN:
        return Stand.NO
    if guardians is not None and guardians.ruling in NOES:
        return Stand.GUARDIAN_NO
    if subject.with_guardian and (guardians is None or guardians.ruling is not Ruling.GIVEN):
        return Stand.GUARDIAN_NOT_ASKED
    return Stand.YES


def agrees(ledger: Sequence[Row], subject: Subject, use: Use) -> bool:
    return stand(ledger, subject, use) is Stand.YES


def guardian_said_no(ledger: Sequence[Row], subject: str) -> list[Use]:
    """The uses to which a guardian's no stands."""
    rows = ((use, latest(ledger, subject, use, as_guardian=True)) for use in Use)
    return [use for use, row in rows if row is not None and row.ruling in NOES]


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
    if row.ruling is Ruling.GIVEN:
        return Ruling.WITHDRAWN
    return row.ruling if row.ruling in NOES else Ruling.REFUSED


def lapses(ledger: Sequence[Row], subject: Subject, wanted: Iterable[tuple[Use, bool]]) -> list[tuple[Use, Ruling]]:
    """What of their guardian's no ends when somebody says what they want with their own hand: what they say yes to, if
    they decide alone."""
    if subject.with_guardian:
        return []
    noes = guardian_said_no(ledger, subject.id)
    return [(use, Ruling.LAPSED) for use, yes in wanted if yes and use in noes]


def check_can_decide_anew(
    ledger: Sequence[Row], subject: str, before: Deciding, after: Deciding, *, today: date
) -> None:
    """While a guardian's no stands, no statement about somebody's age takes that guardian's part away sooner."""
    if before.is_shared(today) and after.end < before.end and guardian_said_no(ledger, subject):
        raise NotAllowed(
            "Their parent or guardian said no, and that stands. Their age cannot be changed so that they decide alone "
            "sooner, unless the parent or guardian says otherwise.",
            code="guardian-said-no",
        )


def check_has_guardian(ledger: Sequence[Row], subject: Subject) -> None:
    """A guardian is asked about somebody under 18, and about a no of their own that stands."""
    if not subject.with_guardian and not guardian_said_no(ledger, subject.id):
        raise WrongState("They decide alone: no parent or guardian is asked for them.", code="decides-alone")


def check_can_speak_for(row: Row | None, ruling: Ruling) -> None:
    """Whoever said no with their own hand is not overruled by somebody who writes down that they said yes."""
    if row is not None and row.themself and row.ruling in NOES and ruling is Ruling.GIVEN:
        raise NotAllowed(
            "They said no to this themselves. Only they can say yes again, with their private link or their account.",
            code="only-they-can",
        )


def check_can_give_voice(ledger: Sequence[Row], subject: str) -> None:
    """Who said no with their own hand is not given another hand by somebody else."""
    rows = (latest(ledger, subject, use) for use in Use)
    if any(row is not None and row.themself and row.ruling in NOES for row in rows):
        raise NotAllowed(
            "They said no themselves, by the way in that they have. While that stands, their account stays as it is.",
            code="only-they-can",
        )


def is_open(today: date, opens: date | None, closes: date | None) -> bool:
    """Both days included. No date is no limit."""
    return (opens is None or opens <= today) and (closes is None or today <= closes)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a story besides those in it and those who look after it; `whom` numbers the group, or the people that
    are named."""

    reach: Reach = Reach.ONLY_US
    whom: frozenset[int] = frozenset()

    def adds_to(self, other: Audience) -> bool:
        """Whether somebody gets it who did not. A group and people by name are not told apart: either may hold
        somebody that the other does not."""
        if self.reach is other.reach:
            return bool(self.whom - other.whom)
        reaches = list(Reach)
        is_wider = reaches.index(self.reach) > reaches.index(other.reach)
        return is_wider or (self.reach, other.reach) == (Reach.NAMED, Reach.GROUP)
