"""From words with voices to a transcript that reads well: a paragraph for each turn, long turns cut at sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from heard.core.transcript.scripts import ends_sentence
from heard.core.transcript.words import Speaker, Transcript, Word
from heard.media.words import TimedWord

_LONG = 60  # words in one paragraph from which the next sentence end or pause closes it
_TOO_LONG = 90  # words after which any place does
_PAUSE = 0.8  # seconds


def written_up(words: Sequence[TimedWord], voices: Sequence[int]) -> Transcript:
    """The transcript of these words; `voices` holds the number of each word's voice, in order of first speaking."""
    numbers = list(paragraph_numbers(words, voices))
    return Transcript(
        tuple(
            Word(f"w{place}", word.text, word.start, word.end, f"S{voice + 1}", word.confidence, paragraph=number)
            for place, (word, voice, number) in enumerate(zip(words, voices, numbers, strict=True), start=1)
        ),
        speakers=tuple(Speaker(f"S{voice + 1}", f"Speaker {voice + 1}") for voice in sorted(set(voices))),
    )


def paragraph_numbers(words: Sequence[TimedWord], voices: Sequence[int]) -> Iterator[int]:
    """The number of the paragraph of each word, from 0."""
    number = length = 0
    for at, word in enumerate(words):
        if at and (voices[at] != voices[at - 1] or _is_full(length, words[at - 1], word)):
            number, length = number + 1, 0
        length += 1
        yield number


def _is_full(length: int, before: TimedWord, after: TimedWord) -> bool:
    ends = ends_sentence(before.text) or after.start - before.end > _PAUSE
    return length >= _TOO_LONG or (length >= _LONG and ends)
