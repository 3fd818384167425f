"""The JSON of Whisper and its relatives. Read only.

openai-whisper and its API, faster-whisper, whisper-timestamped, WhisperX, whisper.cpp, the pipelines of transformers.
All have segments with start, end and text. Words with times are used where they are there; otherwise the words of a
segment share its time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, natural, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import filled, turns, voice_of
from heard.core.sentences import Sentence
from heard.core.transcript.scripts import between
from heard.core.transcript.words import Transcript

_LISTS = ("segments", "transcription", "chunks")


def recognises(top: Any) -> bool:
    if isinstance(top, dict):
        return any(isinstance(top.get(name), list) for name in _LISTS) or _has_words(top)
    return isinstance(top, list) and bool(top) and all(_is_segment(item) for item in top)


def _has_words(top: Mapping[str, Any]) -> bool:
    """OpenAI's answer, where only words were asked for."""
    words = top.get("words")
    return (
        isinstance(words, list)
        and bool(words)
        and all(isinstance(word, dict) and {"word", "start", "end"} <= word.keys() for word in words)
    )


def _is_segment(item: Any) -> bool:
    if isinstance(item, dict):
        return "text" in item and ("start" in item or "timestamp" in item)
    return isinstance(item, list) and len(item) > 4 and isinstance(item[4], str)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    whole: Mapping[str, Any] = top if isinstance(top, dict) else {"segments": top}
    said = usable(_segments(whole), _said, "Segment", notes)
    return transcript_of(said, language=_language(whole) or "en", engine="Whisper")


def _language(top: Mapping[str, Any]) -> Any:
    places = (top, top.get("result"), top.get("info"))
    return next((place["language"] for place in places if isinstance(place, dict) and place.get("language")), None)


def _segments(top: Mapping[str, Any]) -> list[Any]:
    if isinstance(top.get("transcription"), list):
        return list(top["transcription"])
    speakers = top.get("speakers")
    if isinstance(speakers, list) and speakers and all(map(_is_segment, speakers)):
        return speakers
    segments = next((top[name] for name in ("segments", "chunks") if isinstance(top.get(name), list)), None)
    words = top.get("words") or top.get("word_segments")
    if not segments:
        return [{"text": "", "words": words}] if words else []
    return _with_words(segments, words) if isinstance(words, list) else segments


def _with_words(segments: list[Any], words: list[Any]) -> list[Any]:
    """OpenAI's answer has words beside the segments, without punctuation: they lend their times where they fit."""
    rest = list(words)
    done = []
    for segment in segments:
        count = len(str(segment.get("text", "")).split()) if isinstance(segment, dict) else 0
        own, rest = rest[:count], rest[count:]
        if isinstance(segment, dict) and not segment.get("words") and _fit(segment, own, count):
            texts = str(segment["text"]).split()
            segment = segment | {"words": [word | {"word": text} for word, text in zip(own, texts, strict=True)]}
        done.append(segment)
    return done


def _fit(segment: Mapping[str, Any], words: Sequence[Any], count: int) -> bool:
    texts = str(segment["text"]).split() if count else []
    given = [str(word.get("word", "")).strip() if isinstance(word, dict) else "" for word in words]
    return len(given) == count and all(
        word and word.casefold() in text.casefold() for word, text in zip(given, texts, strict=True)
    )


def _said(segment: Any) -> list[Utterance]:
    data = _by_name(_from_cpp(segment))
    text, speaker = str(data.get("text") or ""), voice_of(data.get("speaker"))
    words = [_named(word) for word in data.get("words") or []]
    timed = [_is_timed(word) for word in words]
    if any(timed) and _is_whole(text, words):
        return turns(_joined(filled([_word(word, speaker) for word in words], *_span(data, words, text))))
    start, end = _span(data, [], text)
    return [[Heard(text, start, end, speaker)]]


def _by_name(segment: Any) -> Mapping[str, Any]:
    """Some files hold the fields of a segment without their names; others have a pair of times."""
    if isinstance(segment, list):
        return {
            "start": segment[2],
            "end": segment[3],
            "text": segment[4],
            "words": segment[10] if len(segment) > 10 else None,
        }
    data: Mapping[str, Any] = segment
    if "timestamp" in data:
        return {**data, "start": data["timestamp"][0], "end": data["timestamp"][1]}
    return data


def _span(data: Mapping[str, Any], words: Sequence[Mapping[str, Any]], text: str) -> tuple[float, float]:
    """When a segment begins and ends; its words know, where it does not say."""
    starts = [word["start"] for word in words if _is_timed(word)]
    ends = [word["end"] for word in words if _is_timed(word)]
    given = data.get("start")
    start = seconds(starts[0] if given is None and starts else given, "It")
    end = data.get("end")
    if end is None:
        return start, seconds(ends[-1], "It") if ends else start + natural(text)
    return start, max(start, seconds(end, "It"))


def _is_timed(word: Mapping[str, Any]) -> bool:
    return word.get("start") is not None and word.get("end") is not None


def _is_whole(text: str, words: Sequence[Mapping[str, Any]]) -> bool:
    """Whether no letter was cut in two by its tokens."""
    return "\ufffd" in text or not any("\ufffd" in str(word["word"]) for word in words)


def _named(word: Any) -> Mapping[str, Any]:
    """faster-whisper's words are tuples in some files, and words are called texts by whisper-timestamped."""
    if isinstance(word, Sequence):
        return dict(zip(("start", "end", "word", "probability"), word, strict=False))
    named: Mapping[str, Any] = word
    return named if "word" in named else {**named, "word": named["text"]}


def _word(word: Mapping[str, Any], speaker: str | None) -> tuple[Heard, bool]:
    text = str(word["word"])
    confidence = share_of(
        next((word[name] for name in ("probability", "score", "confidence", "conf") if name in word), None)
    )
    voice = voice_of(word.get("speaker")) or speaker
    if not _is_timed(word):
        return Heard(text, 0.0, 0.0, voice, confidence), False
    where = Sentence("The word “%(text)s”", {"text": text.strip()})
    return Heard(text, seconds(word["start"], where), seconds(word["end"], where), voice, confidence), True


def _joined(words: Sequence[Heard]) -> list[Heard]:
    """Pieces of one word put together: where words begin with a space, one that does not goes on the last."""
    spaced = any(word.text.startswith(" ") for word in words[1:])
    done: list[Heard] = []
    for word in words:
        if done and spaced and not word.text.startswith(" ") and between(done[-1].text, word.text):
            last = done.pop()
            confidence = min(last.confidence, word.confidence)
            done.append(Heard(last.text + word.text, last.start, word.end, last.speaker, confidence))
        else:
            done.append(word)
    return done


def _from_cpp(segment: Any) -> Any:
    """whisper.cpp counts in milliseconds, and has tokens where the others have words."""
    if not isinstance(segment, dict) or "offsets" not in segment:
        return segment
    tokens = [token for token in segment.get("tokens") or [] if not str(token["text"]).startswith(("[_", "<|"))]
    words = [_in_seconds(token["offsets"]) | {"word": token["text"], "probability": token.get("p")} for token in tokens]
    return {**segment, **_in_seconds(segment["offsets"]), "text": segment["text"], "words": words}


def _in_seconds(offsets: Any) -> dict[str, Any]:
    return {"start": offsets["from"] / 1000, "end": offsets["to"] / 1000}
