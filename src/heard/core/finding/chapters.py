"""Where a long story turns to something else: the machine proposes, people decide and name it.

    proposed(transcript)         -> the first words of what may be chapters, in order
    proposed(transcript, meant)  -> the same, where a model has read what was meant, breath by breath

Three things tell: how unlike the words before and after a place are (as TextTiling has it: Hearst, 1997) and, as much,
how unlike what they mean; how long nobody says anything; and whether somebody else goes on. A chapter begins with a
sentence, the question that leads to it rather than its answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from heard.core.finding.folding import fold
from heard.core.finding.stems import stem
from heard.core.transcript.line import read_out
from heard.core.transcript.scripts import ends_sentence
from heard.core.transcript.words import Transcript, Word, plain

SHORTEST = 75.0
"""Seconds. Nothing shorter is a chapter."""
MOST = 12
_REACH = 110  # words that are looked at on each side
_PAUSE = 3.0  # seconds: a longer one says no more
_SHIFT, _SILENCE, _VOICE = 0.7, 0.2, 0.1  # how much each tells
_CLEAR = 0.6  # standard deviations above the usual place
_BREATHS = 8  # on each side: as far as the words are looked at, since they overlap by half


@dataclass(frozen=True, slots=True)
class Meant:
    """What `size` words from number `at` of the story on mean, gaps left out: a vector of length one."""

    at: int
    size: int
    vector: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word that a chapter could begin with, and how much speaks for it."""

    word: Word
    score: float


def proposed(transcript: Transcript, meant: Sequence[Meant] = ()) -> list[Word]:
    words = [word for word in read_out(transcript).words if not word.is_gap]
    if not words or words[-1].end - words[0].start < 2 * SHORTEST:
        return []
    places = list(_places(words, transcript.language, meant))
    chosen: list[Word] = []
    for place in sorted(_clear(places), key=lambda place: -place.score):
        edges = [words[0].start, words[-1].end, *(word.start for word in chosen)]
        if all(abs(place.word.start - edge) >= SHORTEST for edge in edges):
            chosen.append(place.word)
    begins = {word.id for word in chosen[: MOST - 1]}
    return [word for word in transcript.words if word.id in begins]


def _clear(places: Sequence[_Place]) -> list[_Place]:
    """Those that stand out from the others."""
    usual, spread = _usual([place.score for place in places])
    return [place for place in places if place.score > usual + _CLEAR * spread]


def _usual(scores: Sequence[float]) -> tuple[float, float]:
    """The mean, and the standard deviation."""
    mean = sum(scores) / len(scores) if scores else 0.0
    return mean, sqrt(sum((score - mean) ** 2 for score in scores) / len(scores)) if scores else 0.0


def _places(words: Sequence[Word], language: str, meant: Sequence[Meant]) -> Iterator[_Place]:
    numbers = [
        number
        for number, (before, word) in enumerate(pairwise(words), 1)
        if ends_sentence(before.text) or before.speaker != word.speaker
    ]
    for number, shift in zip(numbers, _shifts(words, language, numbers, meant), strict=True):
        before, word = words[number - 1], words[number]
        silence = min(_PAUSE, max(0.0, word.start - before.end)) / _PAUSE
        yield _Place(word, _SHIFT * shift + _SILENCE * silence + _VOICE * (before.speaker != word.speaker))


def _shifts(words: Sequence[Word], language: str, numbers: Sequence[int], meant: Sequence[Meant]) -> list[float]:
    """How unlike what comes before and after each of these words is: in words and, where that is known, in meaning."""
    stems = [stem(fold(plain(word.text)), language) for word in words]
    tells = _tellings(stems)
    said = [
        1 - _likeness(*(_weighed(side, tells) for side in (stems[max(0, number - _REACH) : number], ahead)))
        for number in numbers
        for ahead in [stems[number : number + _REACH]]
    ]
    return _joined(said, [_turn(meant, number) for number in numbers]) if meant else said


def _joined(said: Sequence[float], turns: Sequence[float]) -> list[float]:
    """Each counts as much, by how far it stands out from what is usual in this story."""
    (usual, spread), (mean, width) = _usual(said), _usual(turns)
    if not width:
        return [*said]
    return [usual + ((one - usual) + (turn - mean) / width * spread) / 2 for one, turn in zip(said, turns, strict=True)]


def _turn(meant: Sequence[Meant], number: int) -> float:
    """How unlike the breaths just before and just after a word are. Nothing where there are none."""
    behind = [one.vector for one in meant if one.at + one.size <= number][-_BREATHS:]
    ahead = [one.vector for one in meant if one.at >= number][:_BREATHS]
    if not behind or not ahead:
        return 0.0
    one, other = ([sum(column) for column in zip(*side, strict=True)] for side in (behind, ahead))
    size = sqrt(sum(value**2 for value in one) * sum(value**2 for value in other))
    return 1 - sum(left * right for left, right in zip(one, other, strict=True)) / size if size else 0.0


def _tellings(stems: Sequence[str]) -> Mapping[str, float]:
    """How much each word tells of what is spoken about: one that is said all along tells nothing, nor does one that is
    said once."""
    stretches = [set(stems[start : start + _REACH // 2]) for start in range(0, len(stems), _REACH // 2)]
    spread, often = Counter(one for stretch in stretches for one in stretch), Counter(stems)
    return {one: log(len(stretches) / there) if one and often[one] > 1 else 0.0 for one, there in spread.items()}


def _weighed(stems: Sequence[str], tells: Mapping[str, float]) -> dict[str, float]:
    return {one: times * tells[one] for one, times in Counter(stems).items() if tells[one]}


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine; where nothing tells anything, neither alike nor unlike."""
    size = sqrt(sum(weight**2 for weight in one.values())) * sqrt(sum(weight**2 for weight in other.values()))
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items()) / size if size else 0.5
