"""Rev AI's JSON (https://docs.rev.ai/api/asynchronous/get-started/). Read only."""

from __future__ import annotations

from typing import Any

from heard.core.formats.reading import Heard, Notes, Utterance, seconds, share_of, transcript_of, usable
from heard.core.formats.spoken import filled, turns, voice_of, with_mark
from heard.core.transcript.words import Transcript


def recognises(top: Any) -> bool:
    return isinstance(top, dict) and isinstance(top.get("monologues"), list)


def read(top: Any, notes: Notes) -> Transcript:
    """Raises BadTranscript."""
    names = {str(item.get("id")): item.get("name") for item in top.get("speakers") or [] if isinstance(item, dict)}
    said = usable(top["monologues"], lambda item: _said(item, names), "Monologue", notes)
    return transcript_of(said, language=top.get("language") or "en", engine="Rev AI")


def _said(monologue: Any, names: dict[str, Any]) -> list[Utterance]:
    number = monologue.get("speaker")
    voice = voice_of(names.get(str(number)) or number)
    words: list[tuple[Heard, bool]] = []
    for element in monologue["elements"]:
        text = str(element["value"])
        if element["type"] != "punct":
            words.append(_word(element, text, voice))
        elif words and text.strip():
            last = [words[-1][0]]
            with_mark(last, text.strip())
            words[-1] = last[0], words[-1][1]
    times = [word for word, timed in words if timed]
    return turns(filled(words, times[0].start, times[-1].end)) if times else []


def _word(element: Any, text: str, voice: str | None) -> tuple[Heard, bool]:
    if element.get("ts") is None:
        return Heard(text, 0.0, 0.0, voice), False
    return Heard(
        text,
        seconds(element["ts"], "A word"),
        seconds(element["end_ts"], "A word"),
        voice,
        share_of(element.get("confidence")),
    ), True
