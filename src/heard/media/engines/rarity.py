"""How ordinary a word is in English, by the word lists of `wordfreq`."""

from __future__ import annotations

from functools import cache, lru_cache
from math import log10

import wordfreq


@lru_cache(maxsize=500_000)
def zipf(word: str) -> float:
    """7 for "the", 3 for "porridge", 0 for a word never met: log10 of uses in a thousand million words."""
    frequency = _frequencies().get(word.replace("’", "'"), 0.0)
    if not frequency and "-" in word:
        return max(0.0, min((zipf(part) for part in word.split("-") if part), default=0.0) - 1.5)
    return max(0.0, log10(frequency) + 9) if frequency else _number(word)


def _number(word: str) -> float:
    """Figures are everyday words, whatever they say."""
    return 4.0 if any(map(str.isdigit, word)) and not any(map(str.isalpha, word)) else 0.0


@cache
def _frequencies() -> dict[str, float]:
    return wordfreq.get_frequency_dict("en", "large")
