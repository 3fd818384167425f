"""Deepgram's JSON (https://developers.deepgram.com/docs/pre-recorded-audio). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import turns, voice_of
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    results = top.get("results") if isinstance(top, dict) else None
    return isinstance(results, dict) and isinstance(results.get("channels"), list)


def read(top: Any, notes: Notes) -> Transcript:
    """Where there are several channels, each is somebody. Raises BadTranscript."""
    channels = top["results"]["channels"]
    several = len(channels) > 1
    said = [
        piece
        for number, channel in enumerate(channels)
        for piece in turns(_words(channel, f"Speaker {number}" if several else None, notes))
    ]
    language = next(
        (item["detected_language"] for item in channels if isinstance(item, dict) and item.get("detected_language")),
        "en",
    )
    return transcript_of(said, language=language, engine="Deepgram")


def _words(channel: Any, voice: str | None, notes: Notes) -> list[Heard]:
    best = (channel.get("alternatives") or [{}])[0] if isinstance(channel, dict) else {}
    return [
        word
        for piece in usable(best.get("words") or [], lambda item: [[_word(item, voice)]], "Word", notes)
        for word in piece
    ]


def _word(item: Any, voice: str | None) -> Heard:
    text = str(item.get("punctuated_word") or item["word"])
    start, end = seconds(item["start"], "It"), seconds(item["end"], "It")
    return Heard(text, start, end, voice or voice_of(item.get("speaker")), share_of(item.get("confidence")))
