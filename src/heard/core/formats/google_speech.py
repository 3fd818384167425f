"""The JSON of Google's Speech-to-Text, both versions (https://cloud.google.com/speech-to-text/docs). Read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, natural, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import turns, voice_of
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    results = _results(top)
    return isinstance(results, list) and any(isinstance(item, dict) and "alternatives" in item for item in results)


def _results(top: Any) -> Any:
    """A long recording's answer stands inside that of the job."""
    inner = top.get("response", top) if isinstance(top, dict) else None
    return inner.get("results") if isinstance(inner, dict) else None


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    results = _results(top)
    tagged = [result for result in results if _voices(result)]
    # Where voices were told apart, the last result has every word once more, with its voice.
    chosen = tagged[-1:] if tagged and len(results) > 1 and tagged == results[-1:] else results
    language = next(
        (item["languageCode"] for item in results if isinstance(item, dict) and item.get("languageCode")), "en"
    )
    return transcript_of(usable(chosen, _said, "Result", notes), language=language, engine="Google Speech-to-Text")


def _voices(result: Any) -> bool:
    best = (result.get("alternatives") or [{}])[0] if isinstance(result, dict) else {}
    return any(word.get("speakerTag") or word.get("speakerLabel") for word in best.get("words") or [])


def _said(result: Any) -> list[Utterance]:
    best = (result.get("alternatives") or [{}])[0]
    channel = voice_of(result.get("channelTag"))
    words = [_word(word, channel) for word in best.get("words") or []]
    if words or not best.get("transcript"):
        return turns(words)
    text, end = (
        str(best["transcript"]),
        _time(result["resultEndTime"] if "resultEndTime" in result else result["resultEndOffset"]),
    )
    return [[Heard(text, max(0.0, end - natural(text)), end, channel)]]


def _word(word: Mapping[str, Any], channel: str | None) -> Heard:
    start = _time(word.get("startTime", word.get("startOffset", 0)))
    end = _time(word.get("endTime", word.get("endOffset", 0)))
    voice = voice_of(word.get("speakerLabel") or word.get("speakerTag")) or channel
    return Heard(str(word["word"]), start, end, voice, share_of(word.get("confidence") or None))


def _time(value: Any) -> float:
    """“1.300s”, or {"seconds": "1", "nanos": 300000000} in older files."""
    if isinstance(value, dict):
        return seconds(float(value.get("seconds") or 0) + float(value.get("nanos") or 0) / 1e9, "A word")
    return seconds(value.removesuffix("s") if isinstance(value, str) else value, "A word")
