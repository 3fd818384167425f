"""Which of its tracks a recording plays, and on which clock."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from heard.core.transcript.hiding import Stretch
from heard.media.kinds import JUMPING, PICTURE, SOUND

_ASIDE = (
    Disposition.comment | Disposition.dub | Disposition.karaoke | Disposition.hearing_impaired
    | Disposition.visual_impaired | Disposition.descriptions | Disposition.clean_effects
)  # fmt: skip
_STILL = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
_PHOTOGRAPHS = {"mjpeg", "png"}  # as a track of one picture: the cover of a song
_HEARD = 0.2  # share of the track that is heard most, from which another one counts too
_THREE_LETTERS = {"cy": "wel cym", "en": "eng", "ga": "gle", "gd": "gla", "pl": "pol", "ur": "urd", "pa": "pan"}


@dataclass(frozen=True)
class Track:
    """A track by its number in the file. `begins` is the second of the file's clock at which the story begins; `plays`
    says which seconds of the story this track plays (all, where it is None); a step of the clock by more than `jump`
    seconds is no pause, but another clock."""

    number: int
    begins: float
    plays: tuple[Stretch, ...] | None
    jump: float

    @property
    def ends(self) -> bool:
        """Whether its edits say when it is over, as far as it has any."""
        return self.plays is None or all(end < math.inf for _, end in self.plays)

    @classmethod
    def restored(cls, stored: Mapping[str, Any] | None) -> Track | None:
        if stored is None:
            return None
        plays = stored["plays"]
        return cls(**{**stored, "plays": plays and tuple((start, end) for start, end in plays)})


def sound_tracks(container: InputContainer) -> list[AudioStream]:
    """Those that can be decoded by something we trust."""
    return [stream for stream in container.streams.audio if _decoder(stream) in SOUND]


def chosen(tracks: list[AudioStream], language: str, heard: Callable[[AudioStream], float]) -> AudioStream:
    """The track that a player plays, unless nothing can be heard in it. `heard` tells for how many seconds something
    can; it is only asked where there is a choice."""
    if len(tracks) == 1:
        return tracks[0]
    seconds = {track.index: heard(track) for track in tracks}
    least = _HEARD * max(seconds.values())

    def order(track: AudioStream) -> tuple[bool, bool, bool, bool, int]:
        aside, default = bool(track.disposition & _ASIDE), bool(track.disposition & Disposition.default)
        return seconds[track.index] < least, aside, not default, not _speaks(track, language), track.index

    return min(tracks, key=order)


def moving_picture(container: InputContainer) -> VideoStream | None:
    """The picture that moves, if there is one that can be decoded; the cover of a song does not."""
    found = [stream for stream in container.streams.video if _decoder(stream) in PICTURE and not _is_still(stream)]
    return min(found, key=lambda stream: (not stream.disposition & Disposition.default, stream.index), default=None)


def has_picture(container: InputContainer) -> bool:
    """Whether something moves in it, decoded or not."""
    return any(not _is_still(stream) for stream in container.streams.video)


def on_clock(container: InputContainer, stream: Stream, others: list[Stream], edits: Mapping[int, Any]) -> Track:
    """The track, on the one clock of all tracks that play."""
    jump = 10.0 if container.format.name in JUMPING else 600.0
    begins = 0.0 if edits else min(_starts(others), default=(container.start_time or 0) / 1_000_000)
    return Track(stream.index, begins, edits.get(stream.id), jump)


def _starts(streams: list[Stream]) -> Iterator[float]:
    for stream in streams:
        if stream.start_time is not None and stream.time_base is not None:
            yield float(stream.start_time * stream.time_base)


def _decoder(stream: AudioStream | VideoStream) -> str:
    context = stream.codec_context
    return context.name if context else ""


def _is_still(stream: VideoStream) -> bool:
    return bool(stream.disposition & _STILL) or (_decoder(stream) in _PHOTOGRAPHS and stream.frames == 1)


def _speaks(track: AudioStream, language: str) -> bool:
    spoken = language.split("-")[0].lower()
    return (track.language or "") in (spoken, *_THREE_LETTERS.get(spoken, "").split())
