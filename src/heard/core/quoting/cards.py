"""What is to be seen on a card, which pages elsewhere show beside a link to a story, to a moment or to this site."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256

_VERSION = 1  # of how cards are drawn: another one draws all of them anew


@dataclass(frozen=True)
class Card:
    """`words` may be none; `bars` are heights from 0 to 1. `said` is what stands in place of the title as somebody said
    it, and `lit` which of the bars are the sound of that: from the first up to the second, or all."""

    title: str
    words: str
    bars: tuple[float, ...]
    network: str
    said: str = ""
    lit: tuple[int, int] | None = None

    @property
    def stamp(self) -> str:
        """Another one as soon as anything on it is another."""
        return sha256(repr((_VERSION, *astuple(self))).encode()).hexdigest()[:16]
