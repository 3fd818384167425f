"""What somebody typed, as terms to look for. Plain Python."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
# People write "co-production", "co production" and "coproduction", and mean one thing.
PREFIXES = frozenset(
    {"anti", "co", "inter", "multi", "non", "over", "post", "pre", "re", "self", "semi", "sub", "under"}
)
LONGEST = 200
MOST_TERMS = 10
# Shorter beginnings would find nearly everything.
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Term:
    """One thing to look for: `ways` to write it, each a run of words. With `open_end` the last may be unfinished."""

    ways: tuple[tuple[str, ...], ...]
    open_end: bool = False


def fold(text: str) -> str:
    """Small letters without accents, as both databases compare them."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()


def terms_of(text: str) -> tuple[Term, ...]:
    """What to look for, at most ten terms of the first 200 characters. Empty when nothing in it is a word."""
    words = WORD.findall(fold(text[:LONGEST]))
    runs = _joined(words)[:MOST_TERMS]
    return tuple(Term(_ways(run), open_end=run is runs[-1] and len(run[-1]) >= SHORTEST_BEGINNING) for run in runs)


def _joined(words: list[str]) -> list[tuple[str, ...]]:
    """Words one by one, but a prefix together with the word after it."""
    runs: list[tuple[str, ...]] = []
    rest = iter(words)
    for word in rest:
        after = next(rest, None) if word in PREFIXES else None
        runs.append((word, after) if after else (word,))
    return runs


def _ways(run: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    if len(run) > 1:
        return (run, ("".join(run),))
    word = run[0]
    apart = [(word[: len(prefix)], word[len(prefix) :]) for prefix in sorted(PREFIXES) if word.startswith(prefix)]
    return (run, *(way for way in apart if len(way[1]) >= SHORTEST_BEGINNING))
