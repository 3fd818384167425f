"""Whether the sound supports what the recogniser wrote: speech at that place, no endless repeats, no stock phrases.

Whisper was trained on film subtitles. Where it hears nothing it can write what subtitles say there ("Thanks for
watching"), or say one phrase over and over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from heard.core.transcript.words import plain
from heard.media.engines.engine import HeardPhrase, HeardWord
from heard.media.sound import Stretch

_NEAR = 0.3  # seconds beside a stretch of speech that still count as it
_DOUBTFUL = 0.5  # probability
_LONG = 0.6  # seconds: a longer word may have run on into a silence
_QUICKEST = 0.1  # seconds of speech a word takes at the least, over many words
_LONGEST_LOOP = 12  # words

# Never said in an interview, often written over nothing.
_SUBTITLES = {
    "thanks for watching",
    "thank you for watching",
    "thank you so much for watching",
    "please subscribe",
    "please like and subscribe",
    "see you in the next video",
    "see you next time",
    "subtitles by the amara.org community",
    "transcription by castingwords",
}
_OVER_NOTHING = _SUBTITLES | {"you", "thank you", "thanks", "bye", "bye bye", "okay", "so", "oh"}


def supported(phrases: Sequence[HeardPhrase], speech: Sequence[Stretch]) -> list[HeardPhrase]:
    """What is left of the phrases when that which nobody said is taken out. No phrase is left empty."""
    spoken = [replace(phrase, words=_spoken(phrase.words, speech)) for phrase in phrases]
    meant = [phrase for phrase in spoken if phrase.words and not _is_stock(phrase, speech)]
    return _without_loops(meant, speech)


def trimmed(word: HeardWord, speech: Sequence[Stretch]) -> Stretch:
    """Start and end of a word, without the silence it ran on into."""
    inside = _overlapping(word.start, word.end, speech)
    if word.end - word.start <= _LONG or not inside:
        return word.start, word.end
    return max(word.start, inside[0][0]), min(word.end, inside[-1][1])


def _spoken(words: Sequence[HeardWord], speech: Sequence[Stretch]) -> tuple[HeardWord, ...]:
    """Words with letters or digits in them that lie where somebody speaks; a sure word may lie beside it."""
    near = [bool(_overlapping(word.start - _NEAR, word.end + _NEAR, speech)) for word in words]
    return tuple(
        word
        for word, is_near in zip(words, near, strict=True)
        if any(map(str.isalnum, word.text)) and (is_near or (any(near) and word.probability >= _DOUBTFUL))
    )


def _is_stock(phrase: HeardPhrase, speech: Sequence[Stretch]) -> bool:
    text = " ".join(plain(word.text) for word in phrase.words)
    if text not in _OVER_NOTHING:
        return False
    start, end = phrase.words[0].start, phrase.words[-1].end
    covered = _seconds(start, end, speech) / max(end - start, 0.01)
    return phrase.probability < _DOUBTFUL or covered < (0.5 if text in _SUBTITLES else 0.2)


def _without_loops(phrases: Sequence[HeardPhrase], speech: Sequence[Stretch]) -> list[HeardPhrase]:
    words = [word for phrase in phrases for word in phrase.words]
    gone = {position for start, end in _loops(words, speech) for position in range(start, end)}
    kept, at = [], 0
    for phrase in phrases:
        left = tuple(word for position, word in enumerate(phrase.words, at) if position not in gone)
        at += len(phrase.words)
        kept += [replace(phrase, words=left)] if left else []
    return kept


def _loops(words: Sequence[HeardWord], speech: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Runs of words that only say again what stands before them and that nobody said again."""
    texts = [plain(word.text) for word in words]
    at = 0
    while at < len(texts):
        size, times = _repeats(texts, at)
        again = words[at + size : at + size * times]
        if again and _is_loop(again, size, times, speech):
            yield at + size, at + size * times
        at += size * times if again else 1


def _repeats(texts: Sequence[str], at: int) -> tuple[int, int]:
    """The phrase from here that is repeated most often at once: how many words it has and how often it stands there."""
    best = (1, 1)
    for size in range(1, _LONGEST_LOOP + 1):
        phrase, times = texts[at : at + size], 1
        while texts[at + size * times : at + size * (times + 1)] == phrase and len(phrase) == size:
            times += 1
        if times >= _fewest(size) and size * times > best[0] * best[1]:
            best = (size, times)
    return best


def _fewest(size: int) -> int:
    """How often a phrase of so many words has to stand in a row before it is looked at: people do say no no no no."""
    return {1: 6, 2: 4}.get(size, 3)


def _is_loop(again: Sequence[HeardWord], size: int, times: int, speech: Sequence[Stretch]) -> bool:
    spoken = _seconds(again[0].start, again[-1].end, speech)
    sure = sum(word.probability for word in again) / len(again)
    return times >= 2 * _fewest(size) or sure < _DOUBTFUL or spoken / len(again) < _QUICKEST


def _seconds(start: float, end: float, speech: Sequence[Stretch]) -> float:
    return sum(min(end, b) - max(start, a) for a, b in _overlapping(start, end, speech))


def _overlapping(start: float, end: float, speech: Sequence[Stretch]) -> Sequence[Stretch]:
    first = bisect_left(speech, start, key=lambda stretch: stretch[1])
    last = bisect_left(speech, end, lo=first, key=lambda stretch: stretch[0])
    return speech[first:last]
