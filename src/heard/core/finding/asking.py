"""What somebody typed to find stories, as a list of things to look for. Nothing that anybody types is an error.

bus "day centre" -hospital speaker:ada
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from heard.core.finding.folding import Chunk, chunks

LONGEST = 200  # characters
MOST = 10  # things to look for
FIELDS = ("speaker", "place", "theme", "reporter")
# People write "co-production", "co production" and "coproduction", and mean one thing.
PREFIXES = frozenset(
    {"anti", "co", "inter", "multi", "non", "over", "post", "pre", "re", "self", "semi", "sub", "under"}
)
_ASK = re.compile(
    rf'(?P<not>(?<!\S)-)?(?:(?P<field>{"|".join(FIELDS)}):\s*)?(?:"(?P<quoted>[^"]*)"|“(?P<curly>[^”]*)”|(?P<bare>\S+))',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to look for. A phrase is looked for word by word; `field` is where, if not anywhere."""

    chunks: tuple[Chunk, ...]
    field: str = ""
    is_phrase: bool = False
    is_not: bool = False
    is_last: bool = False
    """Whether its last word may be unfinished: nothing was typed behind it."""

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(part for chunk in self.chunks for part in chunk.parts)


def asks(text: str) -> tuple[Ask, ...]:
    """What to look for, at most ten things of the first 200 characters. Empty when nothing in it is a word."""
    return tuple(_with_prefixes(list(_asks(text[:LONGEST])))[:MOST])


def _asks(text: str) -> Iterator[Ask]:
    for match in _ASK.finditer(text):
        quoted = match["quoted"] if match["quoted"] is not None else match["curly"]
        words = tuple(chunks(match["bare"] or quoted or ""))
        field, is_not = (match["field"] or "").lower(), bool(match["not"])
        if not words:
            continue
        if quoted is not None or field:
            yield Ask(words, field, is_phrase=quoted is not None, is_not=is_not)
            continue
        for word in words:
            is_last = match.end() == len(text) and word is words[-1] and not is_not
            yield Ask((word,), is_not=is_not, is_last=is_last)


def _with_prefixes(found: list[Ask]) -> list[Ask]:
    """A prefix goes together with the word behind it."""
    joined: list[Ask] = []
    for ask in found:
        before = joined[-1] if joined else None
        if before and _is_bare(before) and _is_bare(ask) and before.parts[0] in PREFIXES and len(before.parts) == 1:
            parts = (*before.parts, *ask.parts)
            chunk = replace(ask.chunks[0], parts=parts, joined="".join(parts))
            joined[-1] = replace(ask, chunks=(chunk,), is_not=before.is_not)
        else:
            joined.append(ask)
    return joined


def _is_bare(ask: Ask) -> bool:
    return not ask.field and not ask.is_phrase and len(ask.chunks) == 1
