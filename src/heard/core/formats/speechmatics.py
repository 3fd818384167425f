"""The JSON of Speechmatics (https://docs.speechmatics.com/speech-to-text/batch/output). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.errors import BadTranscript
from heard.core.formats.reading import Heard, Notes, noted, seconds, share_of, transcript_of
from heard.core.formats.spoken import turns, voice_of, with_mark
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    results = top.get("results") if isinstance(top, dict) else None
    return isinstance(results, list) and any(isinstance(item, dict) and "start_time" in item for item in results)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    words: list[Heard] = []
    for number, item in enumerate(top["results"], start=1):
        try:
            _add(words, item)
        except (BadTranscript, AttributeError, KeyError, IndexError, TypeError):
            notes.append(noted("Item %(number)d is damaged and was left out.", number=number))
    if top["results"] and not words:
        raise BadTranscript("This transcript by Speechmatics is damaged.", code="damaged")
    metadata = top.get("metadata")
    config = metadata.get("transcription_config") if isinstance(metadata, dict) else None
    language = config.get("language") if isinstance(config, dict) else None
    return transcript_of(turns(words), language=language or "en", engine="Speechmatics")


def _add(words: list[Heard], item: Any) -> None:
    best = item["alternatives"][0]
    text = str(best["content"])
    if item["type"] == "punctuation":
        return with_mark(words, text)
    voice = None if best.get("speaker") in (None, "UU") else voice_of(best["speaker"])
    start, end = seconds(item["start_time"], "It"), seconds(item["end_time"], "It")
    words.append(Heard(text, start, end, voice, share_of(best.get("confidence"))))
    return None
