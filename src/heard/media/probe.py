"""A first look at a recording: is there sound in it, is there a picture, is it too short or too long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.video.stream import VideoStream

from heard.core.errors import BadRecording
from heard.media.request import Facts, Request

# What libav says of a file that it cannot read. A disk, a permission or memory that fails says something else.
_NOT_OURS = (ValueError, av.error.EOFError, av.error.LookupError, av.error.PatchWelcomeError, av.error.UndefinedError)
_STILL_PICTURES = {"mjpeg", "png", "bmp", "gif", "webp"}  # cover art travels as a video stream


@dataclass(frozen=True)
class Probe:
    """What the file says about itself, before anything was decoded. `promised` is its stated length in seconds."""

    facts: Facts
    promised: float | None
    video_codec: str | None = None
    audio_codec: str = ""
    pixels: str | None = None


def check_readable(recording: Path) -> None:
    """Raises BadRecording when there is no such file or nothing in it."""
    if not recording.is_file():
        raise BadRecording("There is no such file.", code="no-file")
    if recording.stat().st_size == 0:
        raise BadRecording("This file is empty.", code="empty-file")


@contextmanager
def opened(recording: Path) -> Iterator[InputContainer]:
    """The recording, open for reading. Raises BadRecording when it is not one."""
    try:
        container = av.open(str(recording), metadata_errors="ignore")
    except _NOT_OURS as error:
        raise BadRecording(
            "This file cannot be read as sound or video. It may be another kind of file, or the end of it is missing.",
            code="not-a-recording",
        ) from error
    with container:
        yield container


def probe(request: Request) -> Probe:
    """Read the file's own account of itself. Refuses what has no sound or is far too long before any work is done."""
    with opened(request.recording) as container:
        check_has_sound(container)
        found = _described(container)
    if found.promised is not None:
        check_length(found.promised, request)
    return found


def check_has_sound(container: InputContainer) -> None:
    """Raises BadRecording for a film without sound and the like."""
    if not container.streams.audio:
        raise BadRecording("There is no sound in this file.", code="no-sound")


def check_length(seconds: float, request: Request) -> None:
    """Raises BadRecording when a recording is too short or too long to be written down."""
    if seconds < request.min_seconds:
        raise BadRecording(
            f"This recording is too short: {seconds:.1f} seconds. It needs at least {request.min_seconds:g}.",
            code="too-short",
        )
    if seconds > request.max_seconds:
        raise BadRecording(
            f"This recording is too long: {_minutes(seconds)}. The longest that is taken here is "
            f"{_minutes(request.max_seconds)}. Cut it into parts and send each.",
            code="too-long",
        )


def _described(container: InputContainer) -> Probe:
    video = moving_picture(container)
    audio = container.streams.audio[0]
    promised = container.duration / av.time_base if container.duration else None
    if video is None:
        return Probe(Facts("audio"), promised, audio_codec=audio.codec_context.name)
    width, height = _size_as_shown(container, video)
    return Probe(
        Facts("video", width=width, height=height),
        promised,
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name,
        pixels=video.codec_context.pix_fmt,
    )


def moving_picture(container: InputContainer) -> VideoStream | None:
    """The first picture that moves; the cover of a song does not."""
    return next((s for s in container.streams.video if s.codec_context.name not in _STILL_PICTURES), None)


def _size_as_shown(container: InputContainer, video: VideoStream) -> tuple[int, int]:
    """Width and height after the turn that a phone notes for a picture taken upright."""
    width, height = video.codec_context.width, video.codec_context.height
    try:
        turned = next(container.decode(video)).rotation % 180 == 90
    except (StopIteration, av.error.FFmpegError):
        turned = False
    return (height, width) if turned else (width, height)


def _minutes(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" + (f" {minutes % 60} minutes" if minutes % 60 else "")
