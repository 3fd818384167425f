"""Amazon Transcribe's JSON (https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html). Read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from heard.core.errors import BadTranscript
from heard.core.formats.reading import Heard, as_json, seconds, share_of, transcript_of
from heard.core.words import Transcript


def recognises(top: Any) -> bool:
    return isinstance(top, dict) and isinstance(top.get("results"), dict) and "items" in top["results"]


def read(data: bytes | str) -> Transcript:
    """Punctuation, an item of its own there, joins the word before it. Raises BadTranscript."""
    top = as_json(data)
    if not recognises(top):
        raise BadTranscript("This file is not a transcript by Amazon Transcribe.", code="not-aws")
    try:
        return _transcript(top["results"])
    except (AttributeError, KeyError, IndexError, TypeError):
        raise BadTranscript("This transcript by Amazon Transcribe is damaged.", code="damaged") from None


def _transcript(results: Mapping[str, Any]) -> Transcript:
    speakers = _speakers(results.get("speaker_labels") or {})
    heard: list[Heard] = []
    for item in results["items"]:
        text = str(item["alternatives"][0]["content"])
        if item["type"] != "punctuation":
            heard.append(_word(item, text, speakers))
        elif heard:
            last = heard.pop()
            heard.append(Heard(last.text + text, last.start, last.end, last.speaker, last.confidence))
    return transcript_of(heard, language=results.get("language_code") or "en", engine="Amazon Transcribe")


def _word(item: Mapping[str, Any], text: str, speakers: Mapping[str, str]) -> Heard:
    return Heard(
        text,
        seconds(item["start_time"], f"The word “{text}”"),
        seconds(item["end_time"], f"The word “{text}”"),
        item.get("speaker_label") or speakers.get(str(item["start_time"])),
        share_of(item["alternatives"][0].get("confidence")),
    )


def _speakers(labels: Mapping[str, Any]) -> dict[str, str]:
    """Who speaks, by the start time of each word as it is written in the file."""
    items = (item for segment in labels.get("segments", []) for item in segment.get("items", []))
    return {str(item["start_time"]): item["speaker_label"] for item in items}
