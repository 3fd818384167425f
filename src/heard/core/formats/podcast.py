"""The transcripts of podcasts (https://podcasting2.org/podcast-namespace/tags/transcript). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, natural, seconds, transcript_of, usable
from heard.core.formats.spoken import voice_of
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    segments = _segments(top)
    return isinstance(segments, list) and any(isinstance(item, dict) and "startTime" in item for item in segments)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    return transcript_of(usable(_segments(top), _said, "Segment", notes), language=_language(top))


def _segments(top: Any) -> Any:
    """Some programs leave out what stands around the list."""
    return top.get("segments") if isinstance(top, dict) else top


def _language(top: Any) -> str:
    return (isinstance(top, dict) and top.get("language")) or "en"


def _said(segment: Any) -> list[Utterance]:
    text = str(segment.get("body", segment.get("text", "")))
    start = seconds(segment["startTime"], "It")
    end = segment.get("endTime")
    stop = start + natural(text) if end is None else max(start, seconds(end, "It"))
    return [[Heard(text, start, stop, voice_of(segment.get("speaker")))]]
