"""From sound to words: heard in blocks that fit into memory, kept only where somebody speaks, each with its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from heard.media.engines.engine import Engine, HeardPhrase, HeardWord
from heard.media.request import OnShare
from heard.media.sound import Stretch, samples, seconds_of
from heard.media.support import supported, trimmed
from heard.media.workdir import read_json, write_json

_BLOCK = 720.0  # seconds: most stories are one block; a longer one takes no more memory than this
_SOONEST = 360.0
_SHORTEST = 20  # milliseconds a word lasts at least


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word of the transcript before it has a speaker: seconds in the recording, `phrase` as the engine cut it."""

    text: str
    start: float
    end: float
    confidence: float


def write_words(
    engine: Callable[[], Engine], sound: Path, speech: Sequence[Stretch], language: str, on_share: OnShare, kept: Path
) -> list[TimedWord]:
    """Every word heard in the sound.

    The engine is only loaded when there is a block left to hear. Blocks already heard lie beside `kept`, the path
    their names begin with, and are not heard again.
    """
    whole = seconds_of(sound)
    found: list[HeardPhrase] = []
    loaded: Engine | None = None
    for start, end in blocks(speech, whole):
        stored = kept.with_name(f"{kept.name}-{start:.0f}.json")
        if not stored.exists():
            loaded = loaded or engine()
            share = part(on_share, start / whole, end / whole)
            heard = loaded.phrases(samples(sound, start, end), language=language, on_share=share)
            write_json(stored, [asdict(_later(phrase, start)) for phrase in heard])
        found += map(_phrase, read_json(stored))
        on_share(end / whole)
    return timed([word for phrase in supported(found, speech) for word in phrase.words], speech, whole)


def blocks(speech: Sequence[Stretch], whole: float) -> Iterator[Stretch]:
    """Pieces of at most twelve minutes, cut in the longest silence there is, that hold all the speech."""
    if not speech:
        return
    at = 0.0
    while whole - at > _BLOCK:
        cut = _longest_silence(speech, at + _SOONEST, at + _BLOCK)
        yield at, cut
        at = cut
    yield at, whole


def timed(words: Sequence[HeardWord], speech: Sequence[Stretch], whole: float) -> list[TimedWord]:
    """Give every word a length of its own inside the recording, in whole milliseconds, without overlaps.

    Recognisers give some words no length and let others run on through a silence or past the end.
    """
    end_of_all = int(whole * 1000)
    shortest = max(1, min(_SHORTEST, end_of_all // max(1, len(words))))
    times = [[round(1000 * second) for second in trimmed(word, speech)] for word in words]
    free = 0
    for time in times:
        time[0] = max(time[0], free)
        free = time[1] = max(time[1], time[0] + shortest)
    limit = end_of_all
    for time in reversed(times):
        time[1] = min(time[1], limit)
        limit = time[0] = min(time[0], time[1] - shortest)
    return [
        TimedWord(word.text, start / 1000, end / 1000, round(min(1.0, max(0.0, word.probability)), 3))
        for word, (start, end) in zip(words, times, strict=True)
    ]


def _longest_silence(speech: Sequence[Stretch], earliest: float, latest: float) -> float:
    """The middle of the longest gap between two stretches of speech. `latest` when there is none."""
    gaps = [
        (min(after, latest) - max(before, earliest), (min(after, latest) + max(before, earliest)) / 2)
        for (_, before), (after, _) in pairwise(speech)
        if before < latest and after > earliest
    ]
    return round(max(gaps, default=(0.0, latest))[1], 3)


def part(on_share: OnShare, start: float, end: float) -> OnShare:
    """How far a part of the work is, told as a share of all of it."""
    return lambda share: on_share(start + (end - start) * share)


def _later(phrase: HeardPhrase, by: float) -> HeardPhrase:
    words = (HeardWord(word.text, word.start + by, word.end + by, word.probability) for word in phrase.words)
    return HeardPhrase(tuple(words), phrase.silence)


def _phrase(stored: dict[str, Any]) -> HeardPhrase:
    return HeardPhrase(tuple(HeardWord(**word) for word in stored["words"]), stored["silence"])
