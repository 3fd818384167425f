"""Concerns: what they can be about, how serious they are, what may be hidden before anybody has looked, what may be
decided, and what may be told in public."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import median


class Reason(StrEnum):
    """Why somebody is worried, the most serious first."""

    SAFEGUARDING = "safeguarding"
    PRIVATE = "private"
    CONSENT = "consent"
    HATEFUL = "hateful"
    MISLEADING = "misleading"
    OTHER = "other"


class Decision(StrEnum):
    """What a moderator makes of a concern."""

    NO_ACTION = "no-action"
    PUT_RIGHT = "put-right"
    HIDDEN = "hidden"
    REMOVED = "removed"
    SUSPENDED = "suspended"


# What leaves the thing where it is, for others to see.
LEAVES_IT = frozenset((Decision.NO_ACTION, Decision.PUT_RIGHT))


# What may be decided, by the kind of thing that the concern is about.
OPTIONS: Mapping[str, tuple[Decision, ...]] = {
    "story": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.HIDDEN, Decision.REMOVED, Decision.SUSPENDED),
    "comment": (Decision.NO_ACTION, Decision.REMOVED, Decision.SUSPENDED),
    "correction": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.REMOVED, Decision.SUSPENDED),
    "person": (Decision.NO_ACTION, Decision.PUT_RIGHT, Decision.SUSPENDED),
    "site": (Decision.NO_ACTION, Decision.PUT_RIGHT),
}
# A smaller number might tell who was meant.
FEWEST = 5


# Fewer different words than this say nothing that a moderator could look at ("xx", "test test test").
FEWEST_WORDS = 2
# However small the network is, at most this part of its stories is hidden before anybody has looked.
SHARE = 1 / 3
# Words of two letters or more; where people write without spaces, each character.
_WORD = re.compile(r"[^\W_]{2,}")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class Stop(StrEnum):
    """Why a concern hides nothing before somebody has looked at it."""

    REASON = "reason"  # the host hides nothing at once for this reason
    LOOKED = "looked"  # a moderator found before that the same is in order
    THIN = "thin"  # it does not say what is wrong
    BACK = "back"  # it was hidden before, nobody looked in time, and it came back
    VISITOR = "visitor"  # this visitor has hidden enough for a day
    ADDRESS = "address"  # so has their address
    NETWORK = "network"  # and so have all together


# Where nothing is hidden although the reason asks for it: somebody has to look at these first of all.
BRAKES = (Stop.THIN, Stop.BACK, Stop.VISITOR, Stop.ADDRESS, Stop.NETWORK)


@dataclass(frozen=True)
class Brake:
    """How many other things of a kind may be hidden at once within a day: by one visitor, by one address with many
    people behind it, and by everybody together."""

    visitor: int
    address: int
    network: int

    def narrowed(self, there: int) -> Brake:
        """In a network of `there` stories. The first one can always be hidden."""
        return Brake(self.visitor, self.address, min(self.network, max(1, ceil(there * SHARE))))


@dataclass(frozen=True)
class Hidden:
    """How many other things were hidden at once in the last day by the same visitor, from the same address, and by
    everybody together; with what is hidden longer, because nobody has looked yet."""

    visitor: int
    address: int
    network: int


@dataclass(frozen=True)
class Case:
    """What is known of a concern when it comes in. `hides` is whether the host hides at once for its reason, `trusted`
    whether its sender moderates, edits or is in the story, `looked` whether a moderator found the same in order, `back`
    whether the same came back by itself and nobody has looked since, and `shared` whether many people may stand behind
    its address."""

    text: str
    hides: bool
    trusted: bool = False
    looked: bool = False
    back: bool = False
    shared: bool = True


def stopped_by(case: Case, hidden: Hidden, brake: Brake) -> Stop | None:
    """What keeps a concern from hiding at once what it is about; None lets it.

    Nobody can tell from words whether they are true. So the words are asked only whether they say anything, and what
    keeps one person from emptying a network is how much each may hide. Those who are trusted are asked neither.
    """
    if not case.hides:
        return Stop.REASON
    if case.looked:
        return Stop.LOOKED
    if case.trusted:
        return None
    if not says_something(case.text):
        return Stop.THIN
    return Stop.BACK if case.back else _too_much(case, hidden, brake)


def _too_much(case: Case, hidden: Hidden, brake: Brake) -> Stop | None:
    if hidden.visitor >= brake.visitor:
        return Stop.VISITOR
    if hidden.address >= (brake.address if case.shared else brake.visitor):
        return Stop.ADDRESS
    return Stop.NETWORK if hidden.network >= brake.network else None


def says_something(text: str) -> bool:
    """Whether there are a few different words. “Self harm” is enough."""
    spaceless = _SPACELESS.findall(text)
    words = _WORD.findall(_SPACELESS.sub(" ", text).casefold())
    return len({*words, *spaceless}) >= FEWEST_WORDS


def hours_hidden(reasons: Sequence[str], *, usual: int, at_risk: int) -> int:
    """How long something stays hidden when nobody looks, by the concerns about it. 0: until somebody looks."""
    hours = [at_risk if reason == Reason.SAFEGUARDING else usual for reason in reasons] or [usual]
    return 0 if 0 in hours else max(hours)


def by_seriousness(reasons: Sequence[str]) -> list[str]:
    return sorted(reasons, key=seriousness)


def seriousness(reason: str) -> int:
    """0 is the most serious."""
    return list(Reason).index(Reason(reason))


def tellable(count: int) -> int | None:
    """A number that can be told in public, or None where it is so small that it might tell who was meant."""
    return count if count == 0 or count >= FEWEST else None


def usual(hours: Sequence[float]) -> float | None:
    """The median, or None where there are too few to tell."""
    return median(hours) if len(hours) >= FEWEST else None
