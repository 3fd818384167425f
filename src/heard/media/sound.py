"""The sound itself: decoded once to a plain file of 16 kHz samples, then read in pieces, so memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import av
import av.error
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from numpy.typing import NDArray

from heard.core.errors import BadRecording
from heard.media.opening import check_has_sound, check_readable, opened, sound_of
from heard.media.playing import Reading, resampled, sound
from heard.media.probe import Probe, check_length
from heard.media.request import OnShare, Request
from heard.media.tracks import Track
from heard.media.workdir import replacing

RATE = 16_000
Samples = NDArray[np.float32]
Stretch = tuple[float, float]  # start and end in seconds
Cut = Callable[[float, float], Samples]
"""The sound between two seconds."""

_RUN_UP = 0.5  # seconds before a piece from which its codec needs to be read


def decode(request: Request, found: Probe, target: Path, on_share: OnShare, louder: float = 0.0) -> tuple[float, float]:
    """Write the sound as 16-bit mono samples at 16 kHz, by so many dB `louder`. Returns how many seconds there are, and
    how many the file stated and did not hold.

    Frames that cannot be decoded are skipped. Raises BadRecording when too little is left.
    """
    with opened(request.recording) as container, replacing(target) as part, part.open("wb") as out:
        reading = Reading(container, found.sound)
        for seconds in _pour(reading, found.sound, out, 10 ** (louder / 20)):
            if seconds > request.max_seconds:
                check_length(seconds, request)
            on_share(min(1.0, seconds / found.promised) if found.promised else 0.5)
        seconds = out.tell() / 2 / RATE
        _check_enough(seconds, reading.reached, found.promised)
        check_length(seconds, request)
    return seconds, max(0.0, (found.promised or 0.0) - max(reading.reached, seconds))


def _check_enough(seconds: float, reached: float, promised: float | None) -> None:
    if seconds == 0:
        raise BadRecording("The sound in this file cannot be decoded.", code="sound-unreadable")
    there = max(seconds, reached)
    if promised and there < promised / 2:
        raise BadRecording(
            "Most of this file is missing or damaged: %(there).0f of %(promised).0f seconds could be read.",
            code="recording-damaged",
            there=there,
            promised=promised,
        )


def _pour(reading: Reading, track: Track, out: BinaryIO, times: float = 1.0) -> Iterator[float]:
    for piece in resampled(sound(reading, track), RATE):
        samples = np.clip(piece.to_ndarray()[0] * (32768 * times), -32768, 32767)
        out.write(np.rint(samples).astype("<i2").tobytes())
        yield out.tell() / 2 / RATE


def whole(recording: Path, language: str = "en") -> Samples:
    """All the sound of a recording at once: for one that fits into memory. Raises BadRecording when there is none."""
    check_readable(recording)
    out = BytesIO()
    with opened(recording) as container:
        track = sound_of(recording, container, language)
        for _ in _pour(Reading(container, track), track, out):
            pass
    _check_enough(out.tell() / 2 / RATE, 0.0, None)
    return _floats(np.frombuffer(out.getvalue(), dtype="<i2"))


@contextmanager
def cutting(rendition: Path) -> Iterator[Cut]:
    """Read any seconds of a copy that we made (it has no holes and can be read from anywhere), and not the rest."""
    check_readable(rendition)
    with opened(rendition) as container:
        check_has_sound(container)
        yield lambda start, end: _cut(container, start, end)


def _cut(container: InputContainer, start: float, end: float) -> Samples:
    first = (container.start_time or 0) / av.time_base
    container.seek(int(max(0.0, start + first - _RUN_UP) * av.time_base))
    resampler, out = AudioResampler(format="s16", layout="mono", rate=RATE), BytesIO()
    began, at = None, start
    for frame in chain(_decoded(container), [None]):
        if frame is not None:
            at = (frame.time or 0.0) - first
            began, frame.pts = at if began is None else began, None
        for piece in resampler.resample(frame):
            out.write(piece.to_ndarray().tobytes())
        if at >= end:
            break
    read = np.frombuffer(out.getvalue(), dtype="<i2")
    skipped = start - (start if began is None else began)
    return _floats(read[max(0, round(skipped * RATE)) : round((skipped + end - start) * RATE)])


def _decoded(container: InputContainer) -> Iterator[AudioFrame]:
    for packet in container.demux(container.streams.audio[0]):
        yield from packet.decode()


def samples(sound: Path, start: float = 0.0, end: float | None = None) -> Samples:
    """One piece of the decoded sound as floats between -1 and 1; `start` and `end` in seconds."""
    whole = np.memmap(sound, dtype="<i2", mode="r")
    piece = whole[round(start * RATE) : None if end is None else round(end * RATE)]
    return _floats(piece)


def _floats(piece: NDArray[np.int16]) -> Samples:
    return np.asarray(piece, dtype=np.float32) / np.float32(32768)


def seconds_of(sound: Path) -> float:
    return sound.stat().st_size / 2 / RATE
