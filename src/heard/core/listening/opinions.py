"""What a second, smaller recogniser makes of a take: how well the sound bears out each word, and what it heard itself.

    take, opinions --words that still stand--> by word of the present transcript: an Opinion

Nothing that is hidden comes back by it: what it heard in hidden seconds, or across words that are hidden or that people
changed since, is nobody's opinion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heard.core.transcript.alignment import Block, align, key
from heard.core.transcript.hiding import Stretch, covers
from heard.core.transcript.words import FILLERS, Transcript, Word, plain

LANGUAGE = "en"
"""The only one that the second recogniser knows."""
_NEAR = 1.0
"""Seconds that a word may have been moved by what was changed beside it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A word that the second recogniser writes, with its seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Opinions:
    """Of one take: `told` gives, by word, the logarithm of how probable the sound makes it (heard.media.listen)."""

    told: Mapping[str, float]
    second: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """Of one word. `instead` is what the second recogniser heard there, where it heard otherwise."""

    told: float
    instead: str | None = None


def is_understood(language: str) -> bool:
    """Whether the second recogniser can have an opinion. Regions ("en-GB") make no difference."""
    return language.split("-")[0].lower() == LANGUAGE


def to_document(opinions: Opinions) -> dict[str, Any]:
    """As a database keeps them."""
    return {"told": dict(opinions.told), "second": [[one.text, one.start, one.end] for one in opinions.second]}


def from_document(document: Mapping[str, Any]) -> Opinions:
    return Opinions(document["told"], tuple(Heard(*one) for one in document["second"]))


def opinions_on(
    present: Transcript, take: Transcript, opinions: Opinions, hidden: Sequence[Stretch] = ()
) -> dict[str, Opinion]:
    """By word of the present transcript, for those that are the machine's and read as in the take."""
    at = _standing(present.words, take.words)
    instead = _instead(take.words, [one for one in opinions.second if plain(one.text) not in FILLERS], at, hidden)
    told = ((position, opinions.told.get(take.words[position].id)) for position in at)
    return {
        present.words[at[position]].id: Opinion(chance, instead.get(position))
        for position, chance in told
        if chance is not None
    }


def _standing(present: Sequence[Word], take: Sequence[Word]) -> dict[int, int]:
    """Where the words of the take stand now. Not by id: a later take's words got others when it was laid under."""
    blocks = align([key(word.text) for word in take], [key(word.text) for word in present])
    pairs = ((block.old_start + n, block.new_start + n) for block in blocks if block.same for n in range(_size(block)))
    return {one: other for one, other in pairs if _is_same(take[one], present[other])}


def _is_same(word: Word, now: Word) -> bool:
    return now.source == "machine" and abs(word.start - now.start) <= _NEAR


def _size(block: Block) -> int:
    return block.old_end - block.old_start


def _instead(
    take: Sequence[Word], second: Sequence[Heard], at: Mapping[int, int], hidden: Sequence[Stretch]
) -> dict[int, str]:
    """What was heard instead of neighbouring words, by their positions in the take, where all of them still stand."""
    found: dict[int, str] = {}
    for block in align([key(word.text) for word in take], [key(one.text) for one in second]):
        positions = range(block.old_start, block.old_end)
        heard = second[block.new_start : block.new_end]
        if not block.same and _stand_together(positions, at) and not _is_hidden(heard, hidden):
            found |= dict.fromkeys(positions, " ".join(one.text for one in heard))
    return found


def _stand_together(positions: Sequence[int], at: Mapping[int, int]) -> bool:
    now = [at.get(position) for position in positions]
    return all(place is not None and now[0] is not None and place == now[0] + n for n, place in enumerate(now))


def _is_hidden(heard: Iterable[Heard], hidden: Sequence[Stretch]) -> bool:
    return any(covers(hidden, one.start, one.end) for one in heard)
