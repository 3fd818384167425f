"""How right a transcript is, honestly: estimated from moments chosen by chance, and said with its uncertainty.

Places heard because they were doubtful say nothing about the rest, so they never enter the estimate. Moments are cut by
time, not by words: they stay the same when words change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from random import Random

from heard.core.offering.beta import quantile
from heard.core.sentences import Sentence

Seconds = tuple[float, float]
"""From, to."""

SECONDS_A_MOMENT = 10.0
FEWEST_MOMENTS = 5
"""From fewer, how much moments differ cannot be told."""
SURE = 0.95
USUAL, USUAL_WEIGHT = 2.5, 6.0
"""How many times less the words of ten seconds tell than words from anywhere, in recorded interviews; and for how many
moments that counts."""


# Choosing


def moments(duration: float, count: int, seed: str, length: float = SECONDS_A_MOMENT) -> list[Seconds]:
    """`count` moments of a recording to check, spread over all of it: every second has the same chance but for the
    rounding of the last one. All moments, when there are no more. The same `seed` gives the same moments."""
    cells = max(1, ceil(duration / length))
    count = min(count, cells)
    chance = Random(seed)  # noqa: S311
    edges = [cells * number // count for number in range(count + 1)]
    chosen = [chance.randrange(low, high) for low, high in pairwise(edges)]
    return [(cell * length, min(duration, (cell + 1) * length)) for cell in chosen]


# Estimating


@dataclass(frozen=True, slots=True)
class Checked:
    """A moment that a helper heard through: of the `words` that the machine wrote there, so many were `wrong`.

    Missing words count as wrong ones. Count all that were ever wrong there, those put right before too.
    """

    words: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of words that are right today, between `low` and `high` in 95 of 100 cases."""

    share: float
    low: float
    high: float
    moments: int

    @property
    def sentence(self) -> str:
        shares = {"share": _in_a_hundred(self.share), "low": floor(self.low * 100), "high": ceil(self.high * 100)}
        return str(
            Sentence(
                "About %(share)s in 100 words are right (between %(low)d and %(high)d), "
                "from %(moments)d random moments.",
                {**shares, "moments": self.moments},
            )
        )


def accuracy(checked: Sequence[Checked], words: int, fixed_elsewhere: int) -> Accuracy | None:
    """The accuracy of a transcript whose machine wrote `words` words. None from too few moments.

    What helpers found wrong in the moments is taken to be put right. `fixed_elsewhere` counts the machine's wrong words
    that were put right outside the moments: the moments tell how many were wrong there to begin with.
    """
    heard = sum(one.words for one in checked)
    rest = max(words - heard, 0)
    if len(checked) < FEWEST_MOMENTS or not heard:
        return None
    if not rest:
        return Accuracy(1, 1, 1, len(checked))
    wrong = sum(one.wrong for one in checked)

    def right(share_wrong: float) -> float:
        return 1 - min(max(share_wrong * rest - fixed_elsewhere, 0), rest) / max(words, heard)

    size = _size(checked, heard, rest)
    share = min(wrong / heard, 1.0)
    yes, no = share * size + 0.5, (1 - share) * size + 0.5
    low, high = (quantile(chance, yes, no) for chance in ((1 - SURE) / 2, (1 + SURE) / 2))
    return Accuracy(right(share), right(high), right(low), len(checked))


def _size(checked: Sequence[Checked], heard: int, rest: int) -> float:
    """How many words chosen one by one would tell as much as these moments.

    Errors come in clusters, so the words of a moment tell less than their number (Kish). The few moments tell badly how
    much, so what interviews showed is mixed in, and the spread itself is unsure (Korn and Graubard 1998). And the
    estimate is for the rest alone, which is finite and differs from the moments by chance.
    """
    count = len(checked)
    share = min(sum(one.wrong for one in checked) / heard, 1.0)
    spread = sum((one.wrong - share * one.words) ** 2 for one in checked) * count / (count - 1) / heard**2
    alone = share * (1 - share) / heard
    clustering = ((count - 1) * (spread / alone if alone else 1.0) + USUAL_WEIGHT * USUAL) / (count - 1 + USUAL_WEIGHT)
    unsure = (_student(heard - 1) / _student(count - 1)) ** 2
    return heard / max(clustering, 1.0) * unsure * rest / (heard + rest)


def _student(freedom: int) -> float:
    """The two-sided 95 % point of Student's t."""
    x = quantile(1 - SURE, freedom / 2, 0.5)
    return float((freedom * (1 - x) / x) ** 0.5)


def _in_a_hundred(share: float) -> int:
    """Rounded, but 100 only when it is all."""
    return 100 if share == 1 else min(99, round(share * 100))


# What was heard


def union(spans: Iterable[Seconds]) -> list[Seconds]:
    """The same seconds, each once, in order."""
    done: list[Seconds] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if done and start <= done[-1][1]:
            done[-1] = done[-1][0], max(done[-1][1], end)
        else:
            done.append((start, end))
    return done


def seconds(spans: Iterable[Seconds]) -> float:
    """How long all of it is together, whatever overlaps counted once."""
    return sum(end - start for start, end in union(spans))
