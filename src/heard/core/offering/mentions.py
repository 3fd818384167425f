"""Where the terms of a glossary are said, so that they can be explained where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from heard.core.offering.wordlist import Entry
from heard.core.transcript.words import AROUND, Paragraph, Word

# What may follow a term that is still the same term: "carers", "PIP's".
_ENDINGS = ("", "'s", "’s", "s")
# A sentence or a clause ends inside: these words only happen to stand together.
_STOPS = (".", "?", "!", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Mention:
    """`entry` is the number of the entry that the words `words` say."""

    entry: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`words` as they are compared. Only a plain term is looked for with any capitals: "bury" is not Bury."""

    entry: int
    words: tuple[str, ...]
    any_case: bool


def mentions(entries: Sequence[Entry], paragraphs: Iterable[Paragraph]) -> Iterator[Mention]:
    """The first place in each paragraph where each entry, or another way to say it, is said. No two overlap."""
    known = _by_first_word(entries)
    for paragraph in paragraphs:
        yield from _in_paragraph(known, paragraph.words)


def _by_first_word(entries: Sequence[Entry]) -> dict[str, list[_Phrase]]:
    """Phrases by their first word, the longest first."""
    known: dict[str, list[_Phrase]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for phrase in (entry.term, *entry.spoken):
            any_case = entry.kind == "term"
            words = tuple(filter(None, map(_bare, phrase.casefold().split() if any_case else phrase.split())))
            if words:
                known[words[0].casefold()].append(_Phrase(number, words, any_case))
    for phrases in known.values():
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return known


def _in_paragraph(known: dict[str, list[_Phrase]], words: Sequence[Word]) -> Iterator[Mention]:
    bare = ["" if word.is_gap else _bare(word.text) for word in words]
    said: set[int] = set()
    at = 0
    while at < len(words):
        found = next((phrase for phrase in _beginning(known, bare[at]) if _says(bare, words, at, phrase)), None)
        if found and found.entry not in said:
            said.add(found.entry)
            yield Mention(found.entry, tuple(words[at : at + len(found.words)]))
        at += len(found.words) if found else 1


def _beginning(known: dict[str, list[_Phrase]], word: str) -> Iterator[_Phrase]:
    low = word.casefold()
    for ending in _ENDINGS:
        if low.endswith(ending):
            yield from known.get(low.removesuffix(ending), ())


def _says(bare: Sequence[str], words: Sequence[Word], at: int, phrase: _Phrase) -> bool:
    end = at + len(phrase.words)
    there = bare[at:end]
    if len(there) < len(phrase.words) or any(word.text.endswith(_STOPS) for word in words[at : end - 1]):
        return False
    if phrase.any_case:
        there = [word.casefold() for word in there]
    last, wanted = there[-1], phrase.words[-1]
    return tuple(there[:-1]) == phrase.words[:-1] and any(last == wanted + ending for ending in _ENDINGS)


def _bare(text: str) -> str:
    return text.strip(AROUND)
