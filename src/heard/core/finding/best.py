"""Which of the stories that hold what was asked for comes first, and which passage of it says it best."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log1p

from heard.core.finding.sought import MARKS, Phrase, Sought

HEAD_WEIGHTS = (3.0, 1.0, 2.0, 1.5, 1.5)
"""What a line of the head counts: title, summary, themes, places, names."""
_MISHEARD = 0.8
_MOST_PLACES = 20  # of one phrase in one story
_NEAR = 60  # letters


@dataclass
class Rated:
    """How well a story answers, and its passages by number, the best first."""

    score: float = 0.0
    passages: list[int] = field(default_factory=list)


def rate(head: str, said: str, terms: Sequence[Sought]) -> Rated:
    """Both texts as the index holds them, a line each (`padded`)."""
    wanted = [term for term in terms if not term.is_not]
    lines = _lines(said, wanted)
    speakers = [number for number, term in enumerate(wanted) if term.field == "speaker"]
    others = [number for number, term in enumerate(wanted) if not term.field]
    if speakers:
        lines = {line: found for line, found in lines.items() if all(number in found for number in speakers)}
    scores = {line: _score(found, others) for line, found in lines.items() if not others or set(others) & set(found)}
    best = sorted(scores, key=lambda line: (-scores[line], line))
    top = max(scores.values(), default=0.0)
    return Rated(top + _head(head, wanted) + 0.1 * log1p(len(scores)), best)


def padded(lines: Sequence[str]) -> str:
    return "\n".join(f" {line} " for line in lines)


def says(head: str, said: str, terms: Sequence[Sought]) -> bool:
    """Whether somebody who was asked for says what was asked for, in one passage or as far as the head goes."""
    speakers = [term for term in terms if term.field == "speaker" and not term.is_not]
    rest = [term for term in terms if not term.field and not term.is_not]
    if not speakers or not rest:
        return True
    lines = _lines(said, [*speakers, *rest])
    theirs = [found for found in lines.values() if all(number in found for number in range(len(speakers)))]
    spoken = set().union(*theirs) if theirs else set()
    return all(number in spoken for number in range(len(speakers), len(speakers) + len(rest)))


def _lines(said: str, terms: Sequence[Sought]) -> dict[int, dict[int, tuple[int, float]]]:
    """By passage, where each term stands in it first, and what that counts."""
    lines: dict[int, dict[int, tuple[int, float]]] = defaultdict(dict)
    for number, term in enumerate(terms):
        for phrase, weight in _weighted(term):
            for at in _places(said, phrase):
                line = said.count("\n", 0, at)
                if lines[line].get(number, (0, 0.0))[1] < weight:
                    lines[line][number] = (at, weight)
    return lines


def _weighted(term: Sought) -> Iterator[tuple[Phrase, float]]:
    for way in term.ways:
        weight = (_MISHEARD if way.why else 1.0) * (1 + 0.2 * (len(way.phrases[0]) - 1))
        yield from ((phrase, weight) for phrase in way.phrases)


def _places(text: str, phrase: Phrase) -> Iterator[int]:
    needle, at = f" {' '.join(phrase)} ", -1
    for _ in range(_MOST_PLACES):
        at = text.find(needle, at + 1)
        if at < 0:
            return
        yield at


def _score(found: dict[int, tuple[int, float]], others: Sequence[int]) -> float:
    """The more of what was asked for, and the closer together, the better."""
    there = [found[number] for number in others if number in found]
    score = sum(weight for _, weight in there)
    if len(there) > 1:
        apart = max(at for at, _ in there) - min(at for at, _ in there)
        score += _NEAR / (_NEAR + apart)
    return score


def _head(head: str, terms: Sequence[Sought]) -> float:
    score, lines = 0.0, head.split("\n")
    for weight, line in zip(HEAD_WEIGHTS, lines, strict=False):
        plain = [term for term in terms if term.field not in MARKS]
        there = sum(any(_stands(line, phrase) for phrase, _ in _weighted(term)) for term in plain)
        score += weight * there / len(plain) if plain else 0.0
    return score


def _stands(line: str, phrase: Phrase) -> bool:
    return f" {' '.join(phrase)} " in line
