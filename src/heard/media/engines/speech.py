"""Where somebody speaks: Silero's voice activity detector, as faster-whisper carries it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from faster_whisper.vad import VadOptions, get_speech_timestamps

from heard.media.sound import RATE, Stretch, samples, seconds_of

_PIECE = 600.0  # seconds looked at together, so that memory stays small
_OPTIONS = VadOptions(min_silence_duration_ms=200, speech_pad_ms=60, min_speech_duration_ms=60)


def speech_in(sound: Path) -> list[Stretch]:
    """The stretches of speech in a decoded sound, as (start, end) in seconds."""
    return list(_stretches(sound))


def _stretches(sound: Path) -> Iterator[Stretch]:
    at, whole = 0.0, seconds_of(sound)
    while at < whole:
        for found in get_speech_timestamps(samples(sound, at, at + _PIECE), _OPTIONS):
            yield round(at + found["start"] / RATE, 3), round(min(whole, at + found["end"] / RATE), 3)
        at += _PIECE
