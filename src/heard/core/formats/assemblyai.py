"""AssemblyAI's JSON (https://www.assemblyai.com/docs/api-reference/transcripts/get). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import turns, voice_of
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    return isinstance(top, dict) and isinstance(top.get("words"), list) and "audio_duration" in top


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    utterances = top.get("utterances")
    items = utterances if isinstance(utterances, list) and utterances else [{"words": top["words"]}]
    said = usable(items, _said, "Utterance", notes)
    return transcript_of(said, language=top.get("language_code") or "en", engine="AssemblyAI")


def _said(utterance: Any) -> list[Utterance]:
    return turns([_word(word, utterance.get("speaker")) for word in utterance["words"]])


def _word(word: Any, speaker: Any) -> Heard:
    """Times are in milliseconds; a voice that is one letter is called Speaker and its letter."""
    voice = voice_of(word.get("speaker") or speaker)
    named = f"Speaker {voice}" if voice and len(voice) == 1 else voice
    start, end = (
        seconds(word["start"] / 1000, "A word"),
        seconds(word["end"] / 1000, "A word"),
    )
    return Heard(str(word["text"]), start, end, named, share_of(word.get("confidence")))
