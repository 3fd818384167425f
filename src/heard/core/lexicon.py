"""How ordinary a word is: the guard that keeps everyday words from being taken for mishearings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Zipf = Callable[[str], float]
"""How often a plain word stands in ordinary text: 7 for "the", 3 for "porridge", 0 for a word never met.
The unit is the base-10 logarithm of uses in a thousand million words."""

RARE = 3.0
UNKNOWN = 1.5


def rarest(words: Iterable[str], zipf: Zipf) -> float:
    """The frequency of the least ordinary word of a phrase."""
    return min(map(zipf, words), default=0.0)


def expected(words: Sequence[str], zipf: Zipf, seen: int) -> float:
    """How many times a phrase would stand in `seen` words of ordinary text.

    The words of a phrase follow each other about thirty times as often as by chance.
    """
    chance = 1.0
    for number, word in enumerate(words):
        chance *= min(1.0, 10 ** (zipf(word) - 9) * (30 if number else 1))
    return chance * seen
