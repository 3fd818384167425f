"""The waveform of a story in sixty letters, small enough to stand in every list: a letter a bar, from 0 to z."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BARS = 60
_LEVELS = "0123456789abcdefghijklmnopqrstuvwxyz"


def reduced(peaks: Sequence[float], duration: float, begin: float, end: float) -> str:
    """How loud each sixtieth of what plays is, from `begin` to `end`, the loudest at the top; `peaks` are those of
    `duration` seconds. Empty where nothing plays."""
    if duration <= 0 or end <= begin or not peaks:
        return ""
    first, last = begin / duration * len(peaks), min(1.0, end / duration) * len(peaks)
    step = (last - first) / BARS
    highs = [_middling(_slice(peaks, first + step * bar, first + step * (bar + 1))) for bar in range(BARS)]
    top = max(highs) or 1.0
    return "".join(_LEVELS[round(high / top * (len(_LEVELS) - 1))] for high in highs)


def _middling(peaks: Sequence[float]) -> float:
    """Not the loudest of them: somebody who talks is as loud in every second, but for the pauses."""
    return sum(peaks) / len(peaks)


def _slice(peaks: Sequence[float], start: float, end: float) -> Sequence[float]:
    """At least one, where there is any; nothing from beyond what plays."""
    first = min(int(start + 0.5), len(peaks) - 1)
    return peaks[first : max(first + 1, int(end + 0.5))]


def heights(bars: str) -> Iterator[float]:
    """The height of each bar, 0 to 1."""
    return (_LEVELS.index(bar) / (len(_LEVELS) - 1) for bar in bars)
