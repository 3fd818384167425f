"""Meanings as they are kept: a number from -127 to 127 for each of a vector's, and whether it is above zero as a bit.

The bits of all stories are small enough to lie in memory (48 bytes a breath), and how many differ says roughly how
alike two meanings are. The numbers say it to the third decimal.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Bits: TypeAlias = NDArray[np.uint64]
_SCALE = 254  # a vector of length one and 384 numbers has hardly any above a half
_WORD = 64  # bits


def packed(meanings: Floats) -> bytes:
    return np.clip(np.rint(meanings * _SCALE), -127, 127).astype(np.int8).tobytes()


def unpacked(kept: bytes, size: int) -> NDArray[np.int8]:
    """A row a meaning."""
    return np.frombuffer(kept, np.int8).reshape(-1, size)


def signs(meanings: Floats) -> bytes:
    above = np.packbits(meanings > 0, axis=1)
    return np.pad(above, ((0, 0), (0, -above.shape[1] % (_WORD // 8)))).tobytes()


def bits(kept: bytes, size: int) -> Bits:
    """A row a meaning."""
    return np.frombuffer(kept, np.uint64).reshape(-1, words_of(size))


def words_of(size: int) -> int:
    """So many numbers of 64 bits hold the signs of a vector of this size."""
    return -(-size // _WORD)


def alike(kept: NDArray[np.int8], meaning: Floats) -> Floats:
    return np.asarray(kept.astype(np.float32) @ meaning / _SCALE, dtype=np.float32)


def alike_each(one: NDArray[np.int8], other: NDArray[np.int8]) -> Floats:
    """A row for each of the one, a column for each of the other."""
    return np.asarray(whole(one) @ whole(other).T, dtype=np.float32)


def whole(kept: NDArray[np.int8]) -> Floats:
    """The way back, nearly."""
    return np.asarray(kept.astype(np.float32) / _SCALE, dtype=np.float32)


def differing(kept: Bits, meaning: Bits) -> NDArray[np.uint16]:
    """How many bits of each are others. `kept` has a column a meaning: what is counted lies side by side."""
    found = np.zeros(kept.shape[1], np.uint16)
    for row, wanted in zip(kept, meaning, strict=True):
        found += np.bitwise_count(row ^ wanted)
    return found
