"""The JSON of ElevenLabs' Scribe (https://elevenlabs.io/docs/api-reference/speech-to-text/convert). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, seconds, transcript_of, usable
from heard.core.formats.spoken import turns, voice_of
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    words = top.get("words") if isinstance(top, dict) else None
    return isinstance(words, list) and bool(words) and all(isinstance(word, dict) and "type" in word for word in words)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    said = usable((word for word in top["words"] if word["type"] == "word"), _said, "Word", notes)
    return transcript_of(
        turns(word for piece in said for word in piece), language=top.get("language_code") or "en", engine="ElevenLabs"
    )


def _said(word: Any) -> list[Utterance]:
    start, end = seconds(word["start"], "It"), seconds(word["end"], "It")
    return [[Heard(str(word["text"]), start, end, voice_of(word.get("speaker_id")))]]
