"""Texts as the index holds them, and where in a text something stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from heard.core.finding.folding import Chunk, chunks, is_written_close
from heard.core.finding.sought import Phrase, Sought, Why
from heard.core.finding.stems import stem

PART = "¶"
"""Stands between things that are not said in one breath."""
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found, from character `start` to before `end`; where other words stood for it, `why`."""

    start: int
    end: int
    term: Sought
    why: Why | None = None


def line(text: str, language: str, mark: str = "") -> str:
    """A text as stems. What is also written as one word stands behind the rest, where it breaks no phrase."""
    found = list(chunks(text))
    said = [mark + stem(part, language) for chunk in found for part in chunk.parts]
    joined = [PART, *(mark + stem(chunk.joined, language) for chunk in found if chunk.joined)]
    return " ".join(said + (joined if len(joined) > 1 else []))


def words(text: str) -> set[str]:
    """The words of a text by themselves, as a vocabulary keeps them."""
    found = (word for chunk in chunks(text) for word in (*chunk.parts, chunk.joined))
    return {word for word in found if 1 < len(word) <= _LONGEST_WORD and not (word.isdigit() or is_written_close(word))}


def hits(text: str, terms: Iterable[Sought], language: str) -> list[Hit]:
    """Every place where a term stands, in order, none over another: the longest counts."""
    reading = _Reading(list(chunks(text)), language)
    found = [hit for term in terms if not (term.is_not or term.field) for hit in reading.hits(term)]
    shown: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, bool(hit.why))):
        if not shown or hit.start >= shown[-1].end:
            shown.append(hit)
    return shown


class _Reading:
    """A text as stems that know where they stand."""

    def __init__(self, found: Sequence[Chunk], language: str) -> None:
        self._places: list[tuple[int, int]] = []
        self._at: dict[str, list[int]] = defaultdict(list)
        self._stems: list[str] = []
        self._joined: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for chunk in found:
            for part in chunk.parts:
                self._at[stem(part, language)].append(len(self._stems))
                self._stems.append(stem(part, language))
                self._places.append((chunk.start, chunk.end))
            if chunk.joined:
                self._joined[stem(chunk.joined, language)].append((chunk.start, chunk.end))

    def hits(self, term: Sought) -> Iterator[Hit]:
        for way in term.ways:
            for phrase in way.phrases:
                for start, end in self._spans(phrase):
                    yield Hit(start, end, term, way.why)

    def _spans(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        for at in self._at.get(phrase[0], ()):
            if tuple(self._stems[at : at + len(phrase)]) == phrase:
                yield self._places[at][0], self._places[at + len(phrase) - 1][1]
        if len(phrase) == 1:
            yield from self._joined.get(phrase[0], ())
