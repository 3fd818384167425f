"""The picture of the sound under the player: a few hundred numbers, made here so that no browser decodes a story."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from heard.core.transcript.hiding import Stretch
from heard.media.muting import ends_at
from heard.media.sound import RATE, seconds_of

POINTS = 1800  # two for each pixel of a wide page
_FEWEST_SAMPLES = 160  # in one point


def peaks(sound: Path, hidden: Sequence[Stretch] = ()) -> dict[str, object]:
    """The loudest sample of each slice, 0 to 1 with the loudest of all at 1, and the duration in seconds."""
    length = min(seconds_of(sound), ends_at(hidden, seconds_of(sound)))
    # What is hidden is silenced in memory, never in the file.
    whole = np.memmap(sound, dtype="<i2", mode="c", shape=(round(length * RATE),))
    for start, end in hidden:
        whole[round(start * RATE) : round(end * RATE)] = 0
    points = max(1, min(POINTS, len(whole) // _FEWEST_SAMPLES))
    edges = np.linspace(0, len(whole), points + 1).astype(int)
    highs = [_loudest(whole[start:end]) for start, end in pairwise(edges)]
    top = max(highs) or 1
    return {"duration": round(len(whole) / RATE, 3), "peaks": [round(high / top, 2) for high in highs]}


def _loudest(piece: NDArray[np.int16]) -> int:
    return int(max(piece.max(), -int(piece.min()))) if len(piece) else 0
