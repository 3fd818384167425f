"""What is to be seen on the card of a story, which pages elsewhere show beside a link to it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256

_VERSION = 1  # of how cards are drawn: another one draws all of them anew


@dataclass(frozen=True)
class Card:
    """`words` may be none; `bars` are heights from 0 to 1."""

    title: str
    words: str
    bars: tuple[float, ...]
    network: str

    @property
    def stamp(self) -> str:
        """Another one as soon as anything on it is another."""
        return sha256(repr((_VERSION, *astuple(self))).encode()).hexdigest()[:16]
