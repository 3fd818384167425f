"""How ordinary a word is: the guard that keeps everyday words from being taken for mishearings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log10

Zipf = Callable[[str], float]
"""How often a plain word stands in ordinary text: 7 for "the", 3 for "porridge", 0 for a word never met.
The unit is the base-10 logarithm of uses in a thousand million words."""

RARE = 3.0
UNKNOWN = 1.5
_FOLLOWS = log10(30)


def rarest(words: Iterable[str], zipf: Zipf) -> float:
    """The frequency of the least ordinary word of a phrase."""
    return min(map(zipf, words), default=0.0)


def phrase(words: Sequence[str], zipf: Zipf) -> float:
    """How often a whole phrase is used, in the same unit: two everyday words may make a phrase that nobody says.

    The words of a phrase follow each other about thirty times as often as by chance.
    """
    return 9 + sum(min(0.0, zipf(word) - 9 + (_FOLLOWS if number else 0)) for number, word in enumerate(words))


def expected(words: Sequence[str], zipf: Zipf, seen: float) -> float:
    """How many times a phrase would stand in `seen` words of ordinary text."""
    return float(10 ** (phrase(words, zipf) - 9) * seen)
