"""The words of a story as they came from elsewhere, made such as are kept here: with our names for its voices, in the
story's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from heard.core.transcript.words import Speaker, Transcript

ENGINE = "moved in"
_KEY = re.compile(r"S\d{1,6}")
_TIMED = ("json", "vtt", "srt", "sbv", "ttml", "dfxp")
"""Formats that say when each thing was said. The others may."""


def as_kept(transcript: Transcript, language: str) -> Transcript:
    keys = _keys(transcript)
    words = [replace(word, speaker=keys.get(word.speaker or "")) for word in transcript.words]
    speakers = tuple(Speaker(keys[one.id], one.name) for one in transcript.speakers)
    engine = transcript.engine or ENGINE
    known = replace(transcript, language=language or transcript.language, engine=engine, speakers=speakers)
    return known.with_words(words)


def _keys(transcript: Transcript) -> Mapping[str, str]:
    """Our name for each voice: the one it has, where that is one of ours."""
    if all(_KEY.fullmatch(one.id) for one in transcript.speakers):
        return {one.id: one.id for one in transcript.speakers}
    return {one.id: f"S{number}" for number, one in enumerate(transcript.speakers, start=1)}


def voice_called(transcript: Transcript | None, name: str) -> str:
    """Our name for the voice that the transcript calls so, by its key or its name; empty where none is."""
    wanted = name.casefold().strip()
    speakers = transcript.speakers if transcript else ()
    found = (one.id for one in speakers if wanted and wanted in (one.id.casefold(), one.name.casefold().strip()))
    return next(found, "")


def has_times(suffix: str) -> bool:
    return suffix.lower().lstrip(".") in _TIMED
