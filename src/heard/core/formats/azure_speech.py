"""The JSON of Azure's Speech, of its batch and its fast transcription (https://learn.microsoft.com/azure/ai-services/
speech-service/batch-transcription-get). Read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import voice_of
from heard.core.transcript.scripts import words_in
from heard.core.transcript.words import Transcript

_TICKS = 10_000_000  # in a second


def recognises(top: Any) -> bool:
    return isinstance(top, dict) and any(isinstance(top.get(name), list) for name in ("recognizedPhrases", "phrases"))


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    phrases = top.get("recognizedPhrases") or top.get("phrases") or []
    language = next((item["locale"] for item in phrases if isinstance(item, dict) and item.get("locale")), "en")
    return transcript_of(usable(phrases, _said, "Phrase", notes), language=language, engine="Azure Speech")


def _said(phrase: Any) -> list[Utterance]:
    best = phrase["nBest"][0] if phrase.get("nBest") else phrase
    text = str(best.get("display", best.get("text", "")))
    voice = voice_of(phrase.get("speaker"))
    confidence = share_of(best.get("confidence"))
    words = [_timed(word) for word in best.get("displayWords") or best.get("words") or []]
    texts = words_in(text)
    if len(words) == len(texts):
        return [[Heard(one, *time, voice, confidence) for one, time in zip(texts, words, strict=True)]]
    return [[Heard(text, *_timed(phrase), voice, confidence)]]


def _timed(item: Mapping[str, Any]) -> tuple[float, float]:
    if "offsetInTicks" in item:
        start, length = item["offsetInTicks"] / _TICKS, item["durationInTicks"] / _TICKS
    else:
        start, length = item["offsetMilliseconds"] / 1000, item["durationMilliseconds"] / 1000
    return seconds(start, "It"), seconds(start + length, "It")
