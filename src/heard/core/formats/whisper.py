"""The JSON of Whisper and its relatives: openai-whisper, faster-whisper, WhisperX and whisper.cpp. Read only.

All have segments with start, end and text. Words with times are used where they are there; otherwise the words of a
segment share its time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from heard.core.errors import BadTranscript
from heard.core.formats.reading import Heard, as_json, seconds, share_of, transcript_of
from heard.core.words import Transcript


def recognises(top: Any) -> bool:
    if isinstance(top, dict):
        return isinstance(top.get("segments"), list) or isinstance(top.get("transcription"), list)
    return isinstance(top, list) and all(isinstance(item, dict) and "text" in item for item in top)


def read(data: bytes | str) -> Transcript:
    top = as_json(data)
    if not recognises(top):
        raise BadTranscript("This file is not a transcript by Whisper.", code="not-whisper")
    try:
        return _transcript(top if isinstance(top, dict) else {"segments": top})
    except (AttributeError, KeyError, IndexError, TypeError):
        raise BadTranscript("This transcript by Whisper is damaged.", code="damaged") from None


def _transcript(top: Mapping[str, Any]) -> Transcript:
    if "transcription" in top:
        language = (top.get("result") or {}).get("language")
        segments = [_from_cpp(segment) for segment in top["transcription"]]
    else:
        language, segments = top.get("language"), top["segments"]
    heard = [said for segment in segments for said in _segment(segment)]
    return transcript_of(heard, language=language or "en", engine="Whisper")


def _segment(segment: Mapping[str, Any]) -> Iterable[Heard]:
    whole = Heard(
        str(segment["text"]),
        seconds(segment["start"], "A segment"),
        seconds(segment["end"], "A segment"),
        segment.get("speaker"),
    )
    words = [_named(word) for word in segment.get("words") or []]
    if not words or not all("start" in word and "end" in word for word in words):
        return [whole]
    return _joined([_word(word, whole.speaker) for word in words])


def _named(word: Any) -> Mapping[str, Any]:
    """faster-whisper's words are tuples in some files: start, end, word, probability."""
    if isinstance(word, Sequence):
        return dict(zip(("start", "end", "word", "probability"), word, strict=False))
    return word  # type: ignore[no-any-return]


def _word(word: Mapping[str, Any], speaker: str | None) -> Heard:
    text = str(word["word"])
    where = f"The word “{text.strip()}”"
    start, end = seconds(word["start"], where), seconds(word["end"], where)
    confidence = share_of(word.get("probability", word.get("score")))
    return Heard(text, start, end, word.get("speaker") or speaker, confidence)


def _joined(words: Sequence[Heard]) -> list[Heard]:
    """Pieces of one word put together: where words begin with a space, one that does not goes on the last."""
    spaced = any(word.text.startswith(" ") for word in words[1:])
    done: list[Heard] = []
    for word in words:
        if done and spaced and not word.text.startswith(" "):
            last = done.pop()
            confidence = min(last.confidence, word.confidence)
            done.append(Heard(last.text + word.text, last.start, word.end, last.speaker, confidence))
        else:
            done.append(word)
    return done


def _from_cpp(segment: Mapping[str, Any]) -> dict[str, Any]:
    """whisper.cpp counts in milliseconds, and has tokens where the others have words."""
    tokens = [token for token in segment.get("tokens") or [] if not str(token["text"]).startswith("[_")]
    words = [_in_seconds(token["offsets"]) | {"word": token["text"], "probability": token.get("p")} for token in tokens]
    return {**_in_seconds(segment["offsets"]), "text": segment["text"], "words": words}


def _in_seconds(offsets: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": offsets["from"] / 1000, "end": offsets["to"] / 1000}
