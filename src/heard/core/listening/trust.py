"""How far a helper's word can be taken, from how their earlier opinions turned out.

Only what an editor or a storyteller decided counts. What helpers agreed on among themselves does not, so that a group
of friends cannot raise each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heard.core.offering.beta import quantile

UNTRAINED = 0.77
"""How often the edits of untrained people are right (Kolkhorst, IWSLT 2012)."""
WORTH = 4.0
"""What we expect of somebody new counts as much as so many outcomes."""
FADING = 0.97
"""Each outcome counts so much less than the next, so that old good work does not cover new harm."""
FROM_ONE_STORYTELLER = 5
"""No storyteller can make a friend trusted alone."""
SURE = 0.95


class Decider(StrEnum):
    EDITOR = "editor"
    STORYTELLER = "storyteller"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One opinion of a helper turned out `right` or not, as `by` decided, in the role of `decider`."""

    right: bool
    by: str
    decider: Decider = Decider.EDITOR


@dataclass(frozen=True, slots=True)
class Trust:
    """`expected` is the share of a helper's opinions that are probably right. It is at least `least`, in 95 of 100
    cases. `outcomes` is how many the estimate stands on."""

    least: float
    expected: float
    outcomes: int


def trust_in(outcomes: Sequence[Outcome]) -> Trust:
    """Give the outcomes oldest first, and none that the helper decided themselves."""
    counted = _counted(outcomes)
    right, wrong = UNTRAINED * WORTH, (1 - UNTRAINED) * WORTH
    for age, outcome in enumerate(reversed(counted)):
        right += outcome.right * FADING**age
        wrong += (not outcome.right) * FADING**age
    return Trust(quantile(1 - SURE, right, wrong), right / (right + wrong), len(counted))


def _counted(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """A storyteller's decisions that raise count a few times; what they decline always counts."""
    raised: Counter[str] = Counter()
    counted = []
    for outcome in outcomes:
        if outcome.decider is Decider.STORYTELLER and outcome.right:
            raised[outcome.by] += 1
            if raised[outcome.by] > FROM_ONE_STORYTELLER:
                continue
        if outcome.decider is not Decider.AGREEMENT:
            counted.append(outcome)
    return counted
