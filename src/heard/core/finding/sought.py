"""What counts as the same thing: every way in which what was asked for may have been written down.

"co-production" is also "coproduction", "co production", "co-productions", and, where the glossary knows that
machines write it so, "coal production"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, product

from heard.core.finding.asking import PREFIXES, Ask, asks
from heard.core.finding.folding import chunks
from heard.core.finding.stems import stem
from heard.core.finding.vocabulary import Vocabulary, splits
from heard.core.offering.terms import Wanted

Phrase = tuple[str, ...]
"""Stems that stand one behind the other."""

# So ordinary that everybody says them: they are looked for only in phrases, or when nothing else is asked for.
SMALL = frozenset({
    "a", "about", "all", "also", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did",
    "do", "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "im", "in", "into", "is",
    "it", "its", "ive", "just", "me", "my", "no", "not", "of", "on", "or", "our", "out", "she", "so", "some", "than",
    "that", "thats", "the", "their", "them", "then", "there", "they", "this", "to", "too", "up", "was", "we", "were",
    "what", "when", "which", "who", "will", "with", "would", "you", "your",
})  # fmt: skip
MARKS = {"speaker": "ⓢ", "place": "ⓟ", "theme": "ⓣ", "reporter": "ⓡ"}
"""What a word of a field begins with in the index."""
_UNFINISHED = 3  # letters: shorter beginnings would find nearly everything
_MOST_BEGUN, _MOST_WAYS, _LONGEST_RUN = 24, 24, 6


@dataclass(frozen=True, slots=True)
class Why:
    """Why other words than those that were asked for were found: `text` is what else is said for a term of the
    glossary, or what machines are known to write for it."""

    term: str
    text: str
    is_misheard: bool


@dataclass(frozen=True, slots=True)
class Way:
    """Phrases that must all be there."""

    phrases: tuple[Phrase, ...]
    why: Why | None = None


@dataclass(frozen=True)
class Sought:
    """One thing to look for, in any of its ways."""

    text: str
    ways: tuple[Way, ...]
    field: str = ""
    is_not: bool = False
    word: str = ""
    """The word that it is, where it is a single one: what may be misspelt."""


@dataclass(frozen=True)
class Known:
    """What a network knows of words."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    glossary: tuple[Wanted, ...] = ()


def sought_in(text: str, known: Known) -> tuple[Sought, ...]:
    """What to look for. Small words are left out where there are others."""
    terms = [(ask, _term(ask, known)) for ask in asks(text)]
    grouped = list(_with_glossary(terms, known))
    weighty = [term for ask, term in grouped if not _is_small(ask)]
    return tuple(weighty if any(not term.is_not for term in weighty) else [term for _, term in grouped])


def _is_small(ask: Ask) -> bool:
    return not (ask.is_phrase or ask.field) and all(part in SMALL for part in ask.parts)


def _term(ask: Ask, known: Known) -> Sought:
    languages, mark = known.vocabulary.languages, MARKS.get(ask.field, "")
    found = list(_phrases(ask, known))
    stemmed = dict.fromkeys(tuple(mark + stem(part, each) for part in parts) for parts in found for each in languages)
    word = ask.chunks[0].joined or ask.parts[0]
    is_word = len(ask.chunks) == 1 and not (ask.is_phrase or ask.field or ask.is_not)
    ways = tuple(Way((phrase,)) for phrase in islice(stemmed, _MOST_WAYS * len(languages)))
    return Sought(" ".join(ask.parts), ways, ask.field, ask.is_not, word if is_word else "")


def _phrases(ask: Ask, known: Known) -> Iterator[Phrase]:
    """Words one behind the other in which it may be written."""
    vocabulary = known.vocabulary
    yield ask.parts
    if len(ask.chunks) > 1:
        return
    chunk = ask.chunks[0]
    if chunk.joined:
        yield (chunk.joined,)
    elif len(chunk.parts) == 1:
        yield from _apart(chunk.parts[0], vocabulary)
    word = chunk.joined or chunk.parts[0]
    if ask.is_last and len(word) >= _UNFINISHED and len(chunk.parts) == 1 + bool(chunk.joined):
        begun = () if word in vocabulary else vocabulary.beginning(word, _MOST_BEGUN)
        yield from ((other,) for other in begun)
        if chunk.joined and chunk.parts[-1] not in vocabulary:
            yield from ((*chunk.parts[:-1], other) for other in vocabulary.beginning(chunk.parts[-1], _MOST_BEGUN))


def _apart(word: str, vocabulary: Vocabulary) -> Iterator[Phrase]:
    """ "coproduction" is also "co production", and "daycare" "day care" where somebody says these."""
    for first, last in splits(word, 2):
        is_known = first in vocabulary and last in vocabulary and not {first, last} & SMALL
        if len(last) > 2 and (first in PREFIXES or (len(first) > 2 and is_known)):
            yield first, last


# The glossary


def _with_glossary(terms: list[tuple[Ask, Sought]], known: Known) -> Iterator[tuple[Ask, Sought]]:
    """Runs of words that are a term of the glossary are looked for in all its ways."""
    listed, at = _by_letters(known.glossary), 0
    while at < len(terms):
        size = next((size for size in range(_LONGEST_RUN, 0, -1) if _listed(terms[at : at + size], size, listed)), 0)
        if not size:
            yield terms[at]
            at += 1
            continue
        run = terms[at : at + size]
        wanted = _listed(run, size, listed)
        assert wanted
        yield run[-1][0], _widened([term for _, term in run], wanted, known)
        at += size


@lru_cache(maxsize=4)
def _by_letters(glossary: tuple[Wanted, ...]) -> dict[str, Wanted]:
    """The glossary by the letters of its terms and of what else is said for them."""
    found: dict[str, Wanted] = {}
    for wanted in glossary:
        for text in (wanted.text, *wanted.spoken):
            found.setdefault(_key(_parts(text)), wanted)
    found.pop("", None)
    return found


def _listed(run: list[tuple[Ask, Sought]], size: int, listed: dict[str, Wanted]) -> Wanted | None:
    if len(run) < size or any(ask.field or ask.is_not or (ask.is_phrase and size > 1) for ask, _ in run):
        return None
    return listed.get(_key([part for ask, _ in run for part in ask.parts]))


def _widened(run: list[Sought], wanted: Wanted, known: Known) -> Sought:
    together = [
        Way(tuple(phrase for way in ways for phrase in way.phrases))
        for ways in islice(product(*(term.ways for term in run)), _MOST_WAYS)
    ]
    asked = "".join(term.text.replace(" ", "") for term in run)
    others = [
        Way((phrase,), why)
        for text, is_misheard in _others(wanted)
        if "".join(_parts(text)) != asked
        for phrase, why in _stemmed(text, Why(wanted.text, text, is_misheard), known)
    ]
    known_phrases = {way.phrases for way in together}
    ways = [*together, *(way for way in others if way.phrases not in known_phrases)]
    return replace(
        run[0], text=" ".join(term.text for term in run), ways=tuple(ways), word=run[0].word if len(run) == 1 else ""
    )


def _others(wanted: Wanted) -> Iterator[tuple[str, bool]]:
    yield wanted.text, False
    yield from ((text, False) for text in wanted.spoken)
    yield from ((text, True) for text in wanted.mishearings)


def _stemmed(text: str, why: Why, known: Known) -> Iterator[tuple[Phrase, Why]]:
    parts = _parts(text)
    joined = [chunk.joined for chunk in chunks(text)]
    for language in known.vocabulary.languages if parts else ():
        yield tuple(stem(part, language) for part in parts), why
        if len(joined) == 1 and joined[0]:
            yield (stem(joined[0], language),), why


def _parts(text: str) -> list[str]:
    return [part for chunk in chunks(text) for part in chunk.parts]


def _key(parts: Iterable[str]) -> str:
    return "".join(stem(part) for part in parts)
