"""One channel of many, in which nothing is lost: a channel that is the mirror of another (a plug wired the wrong way
round, some microphones) would silence both, so it is turned over first."""

from __future__ import annotations

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_MEMORY = 0.5  # seconds over which two channels are compared
_OPPOSITE, _ALIKE = -0.5, 0.2  # correlations from which a channel is turned over, and back
_FADE = 0.02  # seconds
_RUMBLE = "LFE"  # the channel of the low-frequency loudspeaker: no voice


class Mono:
    """Give it frame after frame of one recording; layout, format and rate may change on the way."""

    def __init__(self) -> None:
        self._resampler: AudioResampler | None = None
        self._shape: tuple[int, str, str] | None = None
        self._turns: list[_Turn] = []

    def __call__(self, frame: AudioFrame) -> Samples:
        shape = (frame.sample_rate, frame.format.name, frame.layout.name)
        if self._resampler is None or shape != self._shape:
            self._resampler, self._shape = AudioResampler(format="fltp"), shape
            self._turns = [_Turn() for _ in frame.layout.channels]
        frame.pts = None
        pieces = [piece.to_ndarray() for piece in self._resampler.resample(frame)]
        channels = np.concatenate(pieces, axis=1) if pieces else np.zeros((1, 0), np.float32)
        names = [channel.name for channel in frame.layout.channels]
        return self._mixed(np.nan_to_num(channels), names, frame.sample_rate)

    def _mixed(self, channels: NDArray[np.float32], names: list[str], rate: int) -> Samples:
        used = [number for number in range(len(channels)) if len(channels) < 3 or names[number] != _RUMBLE]
        mix = channels[used[0]]
        for number in used[1:]:
            mix = mix + self._turns[number].turned(mix, channels[number], rate)
        return np.asarray(mix / len(used), np.float32)


class _Turn:
    """Whether one channel is turned over now, judged by the last half second and never with a click."""

    def __init__(self) -> None:
        self._sign = 1.0
        self._sums = np.zeros(3)  # of products with the others, and of squares
        self._is_new = True

    def turned(self, others: Samples, channel: Samples, rate: int) -> Samples:
        before = self._sign
        self._sign = self._judged(others, channel, rate)
        if before == self._sign or self._is_new:
            self._is_new = not self._sums[1] * self._sums[2]
            return channel * np.float32(self._sign)
        fade = np.clip(np.arange(len(channel)) / (_FADE * rate), 0, 1)
        return np.asarray(channel * (before + (self._sign - before) * fade), np.float32)

    def _judged(self, others: Samples, channel: Samples, rate: int) -> float:
        told = [others @ channel, others @ others, channel @ channel]
        self._sums = self._sums * np.exp(-len(channel) / rate / _MEMORY) + np.array(told, float)
        product, one, other = self._sums
        alike = product / np.sqrt(one * other) if one * other > 0 else 0.0
        if alike < _OPPOSITE:
            return -1.0
        return 1.0 if alike > _ALIKE else self._sign
