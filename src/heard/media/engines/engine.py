"""What any engine must do, one for speech and one for what texts mean, and what it hands back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from heard.media.request import OnShare
from heard.media.sound import Samples


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the engine gave it: text without spaces around it, seconds in the piece it was given, 0 to 1."""

    text: str
    start: float
    end: float
    probability: float


@dataclass(frozen=True, slots=True)
class HeardPhrase:
    """Words the engine decoded together. `silence` is its own belief, 0 to 1, that nobody spoke there."""

    words: tuple[HeardWord, ...]
    silence: float

    @property
    def probability(self) -> float:
        return sum(word.probability for word in self.words) / len(self.words)


class Engine(Protocol):
    """A recogniser with its model loaded."""

    def phrases(self, sound: Samples, *, language: str, on_share: OnShare) -> list[HeardPhrase]:
        """Everything heard in one piece of sound (16 kHz, one channel), in order. Never an empty phrase."""
        ...


class Reader(Protocol):
    """A model of what texts mean, loaded."""

    def meanings(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """A row of numbers for each text, of length one: the product of two rows says how alike their meanings are."""
        ...
