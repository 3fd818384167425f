"""The sound itself: decoded once to a plain file of 16 kHz samples, then read in pieces, so memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
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
from heard.media.probe import check_has_sound, check_length, check_readable, opened
from heard.media.request import OnShare, Request
from heard.media.workdir import replacing

RATE = 16_000
Samples = NDArray[np.float32]
Stretch = tuple[float, float]  # start and end in seconds
Cut = Callable[[float, float], Samples]
"""The sound between two seconds."""

_HOLE = 0.1  # seconds without a frame that are filled with silence, so that words keep the recording's own clock
_LONGEST_HOLE = 600.0
_RUN_UP = 0.5  # seconds before a piece from which its codec needs to be read


def decode(request: Request, promised: float | None, target: Path, on_share: OnShare) -> float:
    """Write the sound as 16-bit mono samples at 16 kHz and return how many seconds there are.

    Frames that cannot be decoded are skipped. Raises BadRecording when too little is left.
    """
    with opened(request.recording) as container, replacing(target) as part, part.open("wb") as out:
        for seconds in _pour(container, out):
            if seconds > request.max_seconds:
                check_length(seconds, request)
            on_share(min(1.0, seconds / promised) if promised else 0.5)
        seconds = out.tell() / 2 / RATE
        _check_enough(seconds, promised)
        check_length(seconds, request)
    return seconds


def _check_enough(seconds: float, promised: float | None) -> None:
    if seconds == 0:
        raise BadRecording("The sound in this file cannot be decoded.", code="sound-unreadable")
    if promised and seconds < promised / 2:
        raise BadRecording(
            f"Most of this file is missing or damaged: {seconds:.0f} of {promised:.0f} seconds could be read.",
            code="recording-damaged",
        )


def _pour(container: InputContainer, out: BinaryIO) -> Iterator[float]:
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in chain(frames(container), [None]):
        for piece in resampler.resample(frame):
            out.write(piece.to_ndarray().tobytes())
        yield out.tell() / 2 / RATE


def frames(container: InputContainer) -> Iterator[AudioFrame]:
    """Every frame of the first sound track that can be decoded, with silence where the clock jumps ahead."""
    said = 0.0
    first = _first_time(container)
    for frame in _readable(container):
        at = frame.time - first if frame.pts is not None and frame.time is not None else said
        if _HOLE < at - said < _LONGEST_HOLE:
            said += yield from _silence(frame, at - said)
        said += frame.samples / frame.sample_rate
        frame.pts = None
        yield frame


def _first_time(container: InputContainer) -> float:
    return (container.start_time or 0) / av.time_base


def _readable(container: InputContainer) -> Iterator[AudioFrame]:
    stream = container.streams.audio[0]
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except (av.error.InvalidDataError, av.error.EOFError):
            return
        try:
            yield from packet.decode()
        except (av.error.InvalidDataError, av.error.EOFError):
            continue


def _silence(like: AudioFrame, seconds: float) -> Generator[AudioFrame, None, float]:
    """Silence in pieces of a second at most, in the format of the frame that follows it. Returns its length."""
    left = round(seconds * like.sample_rate)
    while left > 0:
        frame = AudioFrame(format=like.format.name, layout=like.layout.name, samples=min(left, like.sample_rate))
        frame.sample_rate = like.sample_rate
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        left -= frame.samples
        yield frame
    return seconds


def whole(recording: Path) -> Samples:
    """All the sound of a recording at once: for one that fits into memory. Raises BadRecording when there is none."""
    check_readable(recording)
    out = BytesIO()
    with opened(recording) as container:
        check_has_sound(container)
        for _ in _pour(container, out):
            pass
    _check_enough(out.tell() / 2 / RATE, None)
    return _floats(np.frombuffer(out.getvalue(), dtype="<i2"))


@contextmanager
def cutting(rendition: Path) -> Iterator[Cut]:
    """Read any seconds of a copy that we made (it has no holes and can be read from anywhere), and not the rest."""
    check_readable(rendition)
    with opened(rendition) as container:
        check_has_sound(container)
        yield lambda start, end: _cut(container, start, end)


def _cut(container: InputContainer, start: float, end: float) -> Samples:
    first = _first_time(container)
    container.seek(int(max(0.0, start + first - _RUN_UP) * av.time_base))
    resampler, out = AudioResampler(format="s16", layout="mono", rate=RATE), BytesIO()
    began, at = None, start
    for frame in chain(_readable(container), [None]):
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


def samples(sound: Path, start: float = 0.0, end: float | None = None) -> Samples:
    """One piece of the decoded sound as floats between -1 and 1; `start` and `end` in seconds."""
    whole = np.memmap(sound, dtype="<i2", mode="r")
    piece = whole[round(start * RATE) : None if end is None else round(end * RATE)]
    return _floats(piece)


def _floats(piece: NDArray[np.int16]) -> Samples:
    return np.asarray(piece, dtype=np.float32) / np.float32(32768)


def seconds_of(sound: Path) -> float:
    return sound.stat().st_size / 2 / RATE
