"""What there is to hear or see of a story, as a player on any page needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries.hiding import renditions_for, trimmed
from heard.core.errors import BadInput
from heard.core.timecode import seconds_from
from heard.core.transcript.words import Transcript


@dataclass(frozen=True)
class Player:
    """What there is to hear or see, from `begin` to `end` of the recording. `sources` are (address, media type), best
    first; seconds and pixels. `is_cut` says that the file goes on after the end."""

    is_video: bool
    sources: list[tuple[str, str]]
    begin: float
    end: float
    is_cut: bool = False
    peaks: str = ""
    width: int | None = None
    height: int | None = None
    is_without_picture: bool = False
    """Of a film that whoever asks hears alone, to load less or because they chose to."""

    @property
    def duration(self) -> float:
        """How long the story is for those who hear it: what was cut off is no part of it."""
        return self.end - self.begin


def player_of(
    viewer: Viewer,
    story: Story,
    transcript: Transcript | None,
    address_of: Callable[[str], str],
    begin_at: str = "",
    *,
    sound_alone: bool = False,
) -> Player | None:
    """None until there is something to play. `address_of` leads from a rendition's name to where `viewer` gets it.
    `sound_alone` leaves out the picture of a film, where there is a copy of its sound."""
    recording: Recording | None = getattr(story, "recording", None)
    if recording is None:
        return None
    first, last = trimmed(recording)
    part = _part(first, last, begin_at)
    kinds = {rendition.name: rendition.media_type for rendition in renditions_for(viewer, story)}
    address = {name: address_of(name) for name in kinds}
    is_video = _is_video(kinds, sound_alone=sound_alone)
    wanted = [name for name in _by_size(kinds) if kinds[name].startswith("video/" if is_video else "audio/")]
    if not wanted:
        return None
    return Player(
        is_video=is_video,
        sources=[(address[name] + part, kinds[name]) for name in wanted],
        begin=first,
        end=last or _duration(recording, transcript),
        is_cut=last is not None,
        peaks=address.get("peaks.json", ""),
        width=recording.width,
        height=recording.height,
        is_without_picture=not is_video and _is_video(kinds, sound_alone=False),
    )


def _is_video(kinds: Mapping[str, str], *, sound_alone: bool) -> bool:
    there = {kind.partition("/")[0] for kind in kinds.values()}
    return "video" in there and not (sound_alone and "audio" in there)


def _part(first: float, last: float | None, asked: str) -> str:
    """From where to where a browser plays: from where the address says to begin, else from where the story begins.
    Without JavaScript it takes both from the media address."""
    start = f"{first:.1f}" if first else ""
    with suppress(BadInput):
        start = f"{seconds_from(asked):g}"
    if last is None:
        return f"#t={start}" if start else ""
    return f"#t={start or 0},{last:.1f}"


def _by_size(kinds: dict[str, str]) -> list[str]:
    """Opus first: it is the smaller one."""
    return sorted(kinds, key=lambda name: ("opus" not in name, name))


def _duration(recording: Recording, transcript: Transcript | None) -> float:
    return recording.duration or (transcript.duration if transcript else 0.0)
