"""Silence and darkness over the seconds of a story that are hidden. What is written afterwards never held them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from heard.core.transcript.hiding import Stretch

FADE = 0.02
"""Seconds in which the sound goes, before a span begins, and comes back, after it has ended."""
GUARD = 0.01
"""Seconds more to both sides: levelling delays the sound by a few thousandths."""


def loudness_at(hidden: Sequence[Stretch], start: float, count: int, rate: int) -> NDArray[np.float64]:
    """From 0 to 1 for each of `count` samples from `start` seconds on."""
    clock = start + np.arange(count) / rate
    level = np.ones(count)
    for first, last in hidden:
        outside = np.maximum(first - GUARD - clock, clock - last - GUARD)
        level = np.minimum(level, np.clip(outside / FADE, 0, 1))
    return level


def muted(frame: AudioFrame, hidden: Sequence[Stretch], start: float) -> AudioFrame:
    """The frame, which begins at `start` seconds, with silence where something is hidden. Give floating samples."""
    level = loudness_at(hidden, start, frame.samples, frame.sample_rate)
    if level.all() and level.min() == 1:
        return frame
    sound = frame.to_ndarray()
    quiet: Any = (sound * np.repeat(level, sound.shape[1] // frame.samples)).astype(sound.dtype)
    made = AudioFrame.from_ndarray(quiet, format=frame.format.name, layout=frame.layout.name)
    made.sample_rate, made.pts = frame.sample_rate, frame.pts
    if frame.time_base:
        made.time_base = frame.time_base
    return made


def ends_at(hidden: Sequence[Stretch], duration: float) -> float:
    """The second at which the copies of a story are cut off, infinity where they are not: what is hidden up to its end
    is not in them, nor in their length. What is hidden at the beginning is silent and dark in them, so that all copies
    keep the clock of the recording."""
    return min((start for start, end in hidden if start > 0 and end >= duration), default=math.inf)


def seen(at: float, until: float, hidden: Sequence[Stretch]) -> list[tuple[float, bool]]:
    """What stands in the place of a picture that is shown from `at` to `until`: from which second, and whether that is
    black because something is hidden then."""
    edges = [edge for start, end in hidden for edge in (start - GUARD, end + GUARD)]
    moments = sorted({at, *(edge for edge in edges if at < edge < until)})
    return [(moment, any(start - GUARD <= moment < end + GUARD for start, end in hidden)) for moment in moments]


def black(width: int, height: int) -> VideoFrame:
    """In yuv420p."""
    picture = VideoFrame(width, height, "yuv420p")
    for plane, shade in zip(picture.planes, (16, 128, 128), strict=True):
        plane.update(bytes([shade]) * plane.buffer_size)
    return picture
