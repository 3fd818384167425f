"""Why two stories are related: what both talk about, and how alike what is said in them is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BOTH = 0.12
"""What counts as much as so much more likeness: a term or a theme that both have."""
_AT_MOST = 3  # terms and themes that count
_ALONE, _TOO_FAR = 0.7, 0.3
"""The first is enough without a term or a theme that both have: everybody greets and thanks alike. Less than the second
is not enough, whatever both have."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why: a glossary `term` or a `theme` that both have, the rarest first, or else what is meant. Empty `what` where
    it has no name."""

    kind: str
    what: str
    score: float


def tie(alike: float, terms: Sequence[str], themes: Sequence[str]) -> Tie | None:
    """What ties two stories in which the most alike things are so alike. None where nothing does."""
    shared = len(terms) + len(themes)
    if alike < (_TOO_FAR if shared else _ALONE):
        return None
    score = alike + _BOTH * min(shared, _AT_MOST)
    if terms:
        return Tie("term", terms[0], score)
    return Tie("theme", themes[0], score) if themes else Tie("meaning", "", score)
