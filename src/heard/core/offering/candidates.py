"""The places of a passage that may be misheard: by a pair that people taught, or because they sound like a term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from heard.core.offering.memory import LONGEST, Memory, Occurrence, Pair, with_ending
from heard.core.offering.terms import Terms, key_of
from heard.core.transcript.words import plain

Kind = Literal["repeat", "sounds-alike", "glossary"]
HOPELESS = -3.0
"""A pair that was right less than once in 20 places where its words stand is not weighed again."""
_TELLING = 4
"""So many words around a place tell it from others that read alike."""
_SENTENCE_END = tuple(".?!…")


@dataclass(frozen=True)
class Passage:
    """A text to look through: words as written, and how sure the recogniser was of each, if known.

    `story` names it as fixes name where they were made. `turns` are the positions of the last words of turns.
    """

    name: str
    words: Sequence[str]
    confidences: Sequence[float] | None = None
    story: str | None = None
    turns: frozenset[int] = frozenset()

    @cached_property
    def keys(self) -> list[str]:
        return [plain(word) for word in self.words]

    @cached_property
    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for key in self.keys:
            counts[key] = counts.get(key, 0) + 1
        return counts

    @cached_property
    def text(self) -> str:
        """All plain words, each with a space to both sides."""
        return f" {' '.join(self.keys)} "

    @cached_property
    def cased(self) -> bool:
        """Whether the recogniser writes capitals at all."""
        return any(word[:1].isupper() for word in self.words)

    def holds(self, place: Occurrence, pair: Pair) -> bool:
        """Whether a place of a pair is in this text: by its name, or else by the words around it, whether it was put
        right in this copy of the text or not."""
        if self.story is not None and place.story is not None:
            return self.story == place.story
        return len(place.left) + len(place.right) >= _TELLING and any(
            f" {' '.join((*reversed(place.left), *words, *place.right))} " in self.text
            for words in (pair.heard, key_of(pair.meant))
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `end` (not included) may need `meant`. A `pair` says so, or the sound of a term."""

    first: int
    end: int
    heard: tuple[str, ...]
    meant: str
    kind: Kind
    alike: float = 0.0
    margin: float = 0.0
    learnt: int = 0
    pair: Pair | None = None


def candidates(
    passage: Passage, memory: Memory, terms: Terms, starts: Iterable[int] | None = None
) -> Iterator[Candidate]:
    """All places, or those that begin at `starts`, in reading order. They may overlap."""
    keys, longest = passage.keys, min(LONGEST, max(memory.longest, terms.longest))
    for first in range(len(keys)) if starts is None else starts:
        for end in range(first + 1, min(first + longest, len(keys)) + 1):
            heard = tuple(keys[first:end])
            if heard[0] and heard[-1]:
                yield from _at(first, end, heard, memory, terms)
            if passage.words[end - 1].endswith(_SENTENCE_END) or end - 1 in passage.turns:
                break


def _at(first: int, end: int, heard: tuple[str, ...], memory: Memory, terms: Terms) -> Iterator[Candidate]:
    ruled = set()
    for pair, meant in memory.pairs_for(heard):
        if key_of(meant) not in ((), heard) and not pair.paused and memory.odds(pair) > HOPELESS:
            ruled.add(key_of(meant))
            yield Candidate(first, end, heard, meant, "repeat", pair=pair)
    for hit in terms.near(heard):
        meant, wanted = with_ending(hit.wanted.text, hit.suffix), hit.wanted
        if key_of(meant) not in ruled and not _within(key_of(meant), heard):
            kind: Kind = "glossary" if wanted.glossary else "sounds-alike"
            yield Candidate(first, end, heard, meant, kind, hit.alike, hit.margin, wanted.learnt + hit.known)


def _within(phrase: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the phrase stands among the words already."""
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words) - len(phrase) + 1))
