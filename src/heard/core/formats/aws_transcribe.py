"""Amazon Transcribe's JSON (https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html). Read only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from heard.core.errors import BadTranscript
from heard.core.formats.reading import Heard, Notes, Utterance, noted, seconds, share_of, transcript_of
from heard.core.formats.spoken import turns, with_mark
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    results = top.get("results") if isinstance(top, dict) else None
    return isinstance(results, dict) and ("items" in results or "channel_labels" in results)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    try:
        results = top["results"]
        said = [piece for items, speaker in _streams(results) for piece in _said(items, speaker, results, notes)]
    except (AttributeError, KeyError, IndexError, TypeError) as error:
        raise BadTranscript("This transcript by Amazon Transcribe is damaged.", code="damaged") from error
    return transcript_of(said, language=results.get("language_code") or "en", engine="Amazon Transcribe")


def _streams(results: Mapping[str, Any]) -> Iterator[tuple[Sequence[Any], str | None]]:
    """The items of each channel, each somebody of their own; or all items, where there are no channels."""
    channels = (results.get("channel_labels") or {}).get("channels") or []
    for channel in channels:
        yield channel["items"], str(channel.get("channel_label") or "") or None
    if not channels:
        yield results["items"], None


def _said(items: Sequence[Any], speaker: str | None, results: Mapping[str, Any], notes: Notes) -> list[Utterance]:
    speakers = _speakers(results.get("speaker_labels") or {})
    words: list[Heard] = []
    spoilt = 0
    for item in items:
        try:
            text = str(item["alternatives"][0]["content"])
            if item["type"] == "punctuation":
                with_mark(words, text)
            else:
                words.append(_word(item, text, speaker, speakers))
        except (BadTranscript, AttributeError, KeyError, IndexError, TypeError):
            spoilt += 1
    if spoilt and not words:
        raise BadTranscript("This transcript by Amazon Transcribe is damaged.", code="damaged")
    if spoilt:
        notes.append(noted("%(number)d words have no valid time and were left out.", number=spoilt))
    return turns(words)


def _word(item: Mapping[str, Any], text: str, speaker: str | None, speakers: Mapping[str, str]) -> Heard:
    return Heard(
        text,
        seconds(item["start_time"], f"The word “{text}”"),
        seconds(item["end_time"], f"The word “{text}”"),
        item.get("speaker_label") or speakers.get(str(item["start_time"])) or speaker,
        share_of(item["alternatives"][0].get("confidence")),
    )


def _speakers(labels: Mapping[str, Any]) -> dict[str, str]:
    """Who speaks, by the start time of each word as it is written in the file."""
    items = (item for segment in labels.get("segments", []) for item in segment.get("items", []))
    return {str(item["start_time"]): item["speaker_label"] for item in items}
