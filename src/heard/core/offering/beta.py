"""The Beta distribution: what a share probably is, when something was so in some cases and not in others."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_TINY = 1e-300


def below(share: float, yes: float, no: float) -> float:
    """The probability that a Beta(yes, no) share is less than `share` (Press et al., Numerical Recipes, 6.4)."""
    if share <= 0 or share >= 1:
        return float(share >= 1)
    if share > (yes + 1) / (yes + no + 2):
        return 1 - below(1 - share, no, yes)
    front = lgamma(yes + no) - lgamma(yes) - lgamma(no) + yes * log(share) + no * log1p(-share)
    return exp(front) * _fraction(share, yes, no) / yes


def quantile(chance: float, yes: float, no: float) -> float:
    """The share that a Beta(yes, no) share is below with this `chance`."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle, yes, no) < chance else (low, middle)
    return (low + high) / 2


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction, by Lentz's method."""
    c, d = 1.0, 1 / _off_zero(1 - (a + b) * x / (a + 1))
    result = d
    for m in range(1, 300):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _off_zero(1 + term * d)
            c = _off_zero(1 + term / c)
            result *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return result


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
