"""Open a recording, and no other file. What cannot be used is said in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import av.error
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer

from heard.core.errors import BadRecording
from heard.media.edits import played
from heard.media.kinds import OPENING
from heard.media.playing import Reading, sound
from heard.media.tracks import Track, chosen, moving_picture, on_clock, sound_tracks

# What libav says of a file that it cannot read. A disk, a permission or memory that fails says something else.
_NOT_OURS = (ValueError, av.error.EOFError, av.error.LookupError, av.error.PatchWelcomeError, av.error.UndefinedError)
_AUDIBLE = 3e-4  # the loudest sample of a moment in which something may be heard: -70 dB


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
        container = av.open(str(recording), metadata_errors="ignore", options=OPENING)
    except _NOT_OURS as error:
        raise BadRecording(
            "This file cannot be read as sound or video. It may be another kind of file, or the end of it is missing.",
            code="not-a-recording",
        ) from error
    with container:
        yield container


def check_has_sound(container: InputContainer) -> None:
    """Raises BadRecording for a film without sound and the like."""
    if not container.streams.audio:
        raise BadRecording("There is no sound in this file.", code="no-sound")
    if not sound_tracks(container):
        raise BadRecording(
            "The sound in this file is of a kind that we cannot read. Save it as mp3, m4a or wav and send that.",
            code="sound-unreadable",
        )


def sound_of(recording: Path, container: InputContainer, language: str) -> Track:
    """The track that is heard. Raises BadRecording when there is none."""
    check_has_sound(container)
    edits = played(recording)

    def heard(stream: AudioStream) -> float:
        return _audible(recording, on_clock(container, stream, [stream], edits))

    stream = chosen(sound_tracks(container), language, heard)
    picture = moving_picture(container)
    return on_clock(container, stream, [stream, picture] if picture else [stream], edits)


def picture_of(recording: Path, container: InputContainer, sound: Track) -> Track | None:
    """The track that is seen, on the clock of the sound; None where nothing moves."""
    picture = moving_picture(container)
    if picture is None:
        return None
    return on_clock(container, picture, [picture, container.streams[sound.number]], played(recording))


def _audible(recording: Path, track: Track) -> float:
    """For how many seconds something may be heard."""
    with opened(recording) as container:
        pieces = sound(Reading(container, track), track)
        return sum(piece.samples / piece.sample_rate for piece in pieces if np.abs(piece.to_ndarray()).max() > _AUDIBLE)
