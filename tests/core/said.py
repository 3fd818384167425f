"""Transcripts for tests, written as text: each word takes a tenth of a second for each letter, with no silence between
words, and each line is a paragraph. "_" stands for half a second of silence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from heard.core.transcript.words import Speaker, Transcript, Word

VOICES = (Speaker("S1", "Ada"), Speaker("S2", "Ben"))


def said(text: str) -> Transcript:
    """Words are called w1, w2 and so on; Ada and Ben take turns."""
    words: list[Word] = []
    now = 0.0
    for paragraph, line in enumerate(text.split("\n")):
        for token in line.split():
            if token == "_":
                now = round(now + 0.5, 3)
                continue
            end = round(now + 0.1 * len(token), 3)
            words.append(
                Word(f"w{len(words) + 1}", token, now, end, VOICES[paragraph % 2].id, 0.5, paragraph=paragraph)
            )
            now = end
    return Transcript(tuple(words), duration=now, engine="an engine", speakers=VOICES)


def timed(transcript: Transcript) -> list[str]:
    """Each word with its times, as in “co-production 0.5-2.0”."""
    return [f"{word.text} {word.start:.3g}-{word.end:.3g}" for word in transcript.words]


def talked(text: str) -> Transcript:
    """Paragraphs with their voices, as in “S1: do you like it | S2: I do”."""
    turns = [turn.strip().partition(": ") for turn in text.split("|")]
    transcript = said("\n".join(words for _voice, _, words in turns))
    voices = sorted({voice for voice, _, _ in turns})
    words = tuple(replace(word, speaker=turns[word.paragraph][0]) for word in transcript.words)
    return replace(transcript, words=words, speakers=tuple(Speaker(voice, f"Speaker {voice[1:]}") for voice in voices))


def as_talked(transcript: Transcript) -> str:
    """The same way back. A voice that changes within a paragraph shows as “/S2”."""
    return " | ".join(f"{part.speaker}: {' '.join(_told(part.words))}" for part in transcript.paragraphs)


def _told(words: tuple[Word, ...]) -> list[str]:
    changes = [False, *(one.speaker != other.speaker for one, other in pairwise(words))]
    return [
        f"/{word.speaker} {word.text}" if changed else word.text for word, changed in zip(words, changes, strict=True)
    ]
