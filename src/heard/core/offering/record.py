"""How right a learnt pair has been where it was offered, with its uncertainty, and when it should rest."""

from __future__ import annotations

from dataclasses import dataclass

from heard.core.offering.beta import below, quantile

SURE = 0.9
RESTS_BELOW = 0.5
"""A pair that is probably right less often than this takes more listening than it saves."""


@dataclass(frozen=True, slots=True)
class Record:
    """In how many places somebody who may decide said yes to a pair, and in how many no."""

    accepted: int = 0
    declined: int = 0

    @property
    def decided(self) -> int:
        return self.accepted + self.declined

    @property
    def low(self) -> float:
        """The share of its places where it is right is at least this, in 95 of 100 cases (Beta, even prior)."""
        return quantile((1 - SURE) / 2, self.accepted + 1, self.declined + 1)

    @property
    def high(self) -> float:
        """And at most this."""
        return quantile((1 + SURE) / 2, self.accepted + 1, self.declined + 1)

    @property
    def rests(self) -> bool:
        """Whether it is right in less than half of its places, as far as 90 in 100 cases tell."""
        return below(RESTS_BELOW, self.accepted + 1, self.declined + 1) > SURE
