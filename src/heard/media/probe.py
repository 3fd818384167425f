"""A first look at a recording: is there sound in it, is there a picture, is it too short or too long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import av
from av.container import InputContainer

from heard.core.errors import BadRecording
from heard.core.sentences import Sentence, counted
from heard.media.kinds import STATING
from heard.media.opening import opened, picture_of, sound_of
from heard.media.request import Facts, Request
from heard.media.tracks import Track, has_picture


@dataclass(frozen=True)
class Probe:
    """What the file says about itself, before anything was decoded. `promised` is the length that it states, in
    seconds; None where there is only a guess."""

    facts: Facts
    promised: float | None
    sound: Track
    picture: Track | None = None

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Probe:
        sound = Track.restored(stored["sound"])
        assert sound is not None
        return cls(Facts(**stored["facts"]), stored["promised"], sound, Track.restored(stored["picture"]))


def probe(request: Request) -> Probe:
    """Read the file's own account of itself. Refuses what has no sound or is far too long before any work is done."""
    with opened(request.recording) as container:
        sound = sound_of(request.recording, container, request.language)
        picture = picture_of(request.recording, container, sound)
        kind: Any = "video" if has_picture(container) else "audio"
        found = Probe(Facts(kind), _promised(container, sound), sound, picture)
    if found.promised is not None:
        check_length(found.promised, request)
    return found


def check_length(seconds: float, request: Request) -> None:
    """Raises BadRecording when a recording is too short or too long to be written down."""
    if seconds < request.min_seconds:
        raise BadRecording(
            "This recording is too short: %(seconds).1f seconds. It needs at least %(min_seconds)g.",
            code="too-short",
            seconds=seconds,
            min_seconds=request.min_seconds,
        )
    if seconds > request.max_seconds:
        raise BadRecording(
            "This recording is too long: %(length)s. The longest that is taken here is %(most)s. "
            "Cut it into parts and send each.",
            code="too-long",
            length=_in_words(seconds),
            most=_in_words(request.max_seconds),
        )


def _promised(container: InputContainer, sound: Track) -> float | None:
    """An edit without an end leaves the length to what comes."""
    if container.format.name not in STATING or not container.duration or not sound.ends:
        return None
    return container.duration / av.time_base


def _in_words(seconds: float) -> Sentence:
    minutes = round(seconds / 60)
    if minutes < 120:
        return _minutes(minutes)
    hours = minutes // 60
    whole = counted("%(count)d hour", "%(count)d hours", hours)
    if not minutes % 60:
        return whole
    return Sentence("%(hours)s %(minutes)s", {"hours": whole, "minutes": _minutes(minutes % 60)})


def _minutes(count: int) -> Sentence:
    return counted("%(count)d minute", "%(count)d minutes", count)
