"""Vosk's JSON, one result or a list of them (https://alphacephei.com/vosk/). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, seconds, share_of, transcript_of, usable
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    results = top if isinstance(top, list) else [top]
    return (
        bool(results)
        and all(isinstance(item, dict) and "text" in item for item in results)
        and any(isinstance(item.get("result"), list) for item in results)
    )


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    results = top if isinstance(top, list) else [top]
    return transcript_of(usable(results, _said, "Result", notes), engine="Vosk")


def _said(result: Any) -> list[Utterance]:
    return [[_word(word) for word in result.get("result") or []]]


def _word(word: Any) -> Heard:
    return Heard(
        str(word["word"]),
        seconds(word["start"], "A word"),
        seconds(word["end"], "A word"),
        None,
        share_of(word.get("conf")),
    )
