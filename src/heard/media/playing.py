"""What plays of a recording, frame by frame, on the story's own clock: everything that is made of one is made of this.

What an edit list cut away is not here, a pause of the clock is a pause, and the sound is one channel without holes,
whatever the file does half-way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from heard.media.chains import Link, links
from heard.media.kinds import CLOCKLESS, OPENING
from heard.media.mono import Mono
from heard.media.tracks import Track

Samples = NDArray[np.float32]

_HOLE = 0.1  # seconds without a frame that are filled with silence, so that words keep the recording's own clock
_BACK = 1.0  # seconds by which a clock may step back and still be the same
_NEAR = 0.002  # seconds by which the edges of edits are rounded
_TRIES = 100  # broken packets in a row
_BROKEN = (av.error.InvalidDataError, av.error.EOFError, av.error.PatchWelcomeError)


class Reading:
    """One pass over the frames of one track, each with the second of the story at which it begins. Frames that cannot
    be decoded are skipped. `reached` is the second up to which any track of the file was there."""

    def __init__(self, container: InputContainer, track: Track) -> None:
        self._container, self._track = container, track
        self._clock, self._is_clockless = _Clock(track), container.format.name in CLOCKLESS
        self.reached = 0.0

    def __iter__(self) -> Iterator[tuple[float, Any]]:
        for packet in self._linked() if self._container.format.name == "ogg" else self._packets(self._container):
            for frame in self._decoded(packet):
                yield self._clock.at(None if self._is_clockless else frame.time, _length(frame)), frame

    def _linked(self) -> Iterator[Packet[Any]]:
        recording = Path(self._container.name)
        several = links(recording)
        if len(several) == 1:
            yield from self._packets(self._container)
            return
        for start, end in several:
            with Link(recording, start, end) as file, av.open(file, "r", format="ogg", options=OPENING) as container:
                yield from self._packets(container)

    def _packets(self, container: InputContainer) -> Iterator[Packet[Any]]:
        broken = 0
        while broken < _TRIES:
            try:
                for packet in container.demux():
                    broken = 0
                    if packet.stream_index == self._track.number:
                        yield packet
                    self._note(packet)
                return
            except _BROKEN:
                broken += 1

    def _note(self, packet: Packet[Any]) -> None:
        if packet.pts is not None and packet.time_base is not None:
            end = float((packet.pts + (packet.duration or 0)) * packet.time_base) - self._track.begins
            self.reached = max(self.reached, end)

    def _decoded(self, packet: Packet[Any]) -> list[Any]:
        try:
            return list(packet.decode())
        except _BROKEN:
            return []


def pictures(reading: Reading, track: Track) -> Iterator[tuple[float, VideoFrame]]:
    """The pictures that play, each with its second."""
    for at, frame in reading:
        if _plays(track, at):
            yield at, frame


def sound(reading: Reading, track: Track) -> Iterator[AudioFrame]:
    """The sound that plays: one channel in floating numbers, from second 0 on, with silence where there is none."""
    mono, said = Mono(), 0.0
    for at, frame in reading:
        rate = frame.sample_rate
        for start, samples in _playing(track, at, mono(frame), rate):
            if start - said > _HOLE:
                yield from _silence(start - said, rate)
                said = start
            if track.plays and said > start:  # the last packet of the edit before ran over its end
                samples = samples[round((said - start) * rate) :]
            if len(samples):
                yield _framed(samples, rate)
            said += len(samples) / rate


def resampled(frames: Iterator[AudioFrame], rate: int, form: str = "fltp") -> Iterator[AudioFrame]:
    """The same at one rate, also where the rate changes half-way."""
    resampler, given = None, 0
    for frame in frames:
        if resampler is None or frame.sample_rate != given:
            if resampler is not None:
                yield from resampler.resample(None)
            resampler, given = AudioResampler(format=form, layout="mono", rate=rate), frame.sample_rate
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)


class _Clock:
    """From the file's clock to the story's. Where the file's jumps, the story goes on."""

    def __init__(self, track: Track) -> None:
        self._begins, self._jump = track.begins, track.jump
        self._next, self._back = 0.0, math.inf  # what is cut away may come first, at seconds before 0

    def at(self, time: float | None, length: float) -> float:
        at = self._next if time is None else time - self._begins
        if at - self._next > self._jump or self._next - at > self._back:
            self._begins += at - self._next
            at = self._next
        self._next, self._back = at + length, _BACK
        return at


def _length(frame: Any) -> float:
    if isinstance(frame, AudioFrame):
        return frame.samples / frame.sample_rate
    return float(frame.duration * frame.time_base) if frame.duration and frame.time_base else 0.0


def _plays(track: Track, at: float) -> bool:
    return track.plays is None or any(start - _NEAR <= at < end - _NEAR for start, end in track.plays)


def _playing(track: Track, at: float, samples: Samples, rate: int) -> Iterator[tuple[float, Samples]]:
    """The pieces of some samples that play, each with its second."""
    if track.plays is None:
        yield at, samples
        return
    for start, end in track.plays:
        first, last = max(0, round((start - at) * rate)), min(len(samples), _samples(end - at, rate))
        if first < last:
            yield at + first / rate, samples[first:last]


def _samples(seconds: float, rate: int) -> int:
    return round(min(seconds, 1e6) * rate)


def _silence(seconds: float, rate: int) -> Iterator[AudioFrame]:
    """In pieces of a second at most."""
    left = round(seconds * rate)
    for size in chain([rate] * (left // rate), [left % rate] if left % rate else []):
        yield _framed(np.zeros(size, np.float32), rate)


def _framed(samples: Samples, rate: int) -> AudioFrame:
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples)[None], format="fltp", layout="mono")
    frame.sample_rate = rate
    return frame
