"""Words as they are compared: small letters without accents, apostrophes and hyphens, in any script.

    [chunk.parts for chunk in chunks("St Mary's co-production")]  ->  [("st",), ("marys",), ("co", "production")]

This is the one home of that rule: the index, what people ask and what is marked on the page all come through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category, normalize

from heard.core.transcript.scripts import CLOSE_LETTERS, words_in


def _marks() -> str:
    """Signs that stand on letters and belong to their word, as a class of a regular expression."""
    points = [point for point in range(0x300, 0x11FFF) if category(chr(point)).startswith("M")]
    return "".join(map(chr, points))


_UNSEEN = "\u00ad\u200c\u200d"  # soft hyphens and joiners: in a word, but not to be compared
_SIGN = f"(?:[^\\W_]|[{_marks()}{_UNSEEN}])"
_APOSTROPHES, _HYPHENS = "'’‘ʼ`´＇", "‐‑-"
_CHUNK = re.compile(f"(?:[A-Za-z]\\.){{2,}}[A-Za-z]?|{_SIGN}+(?:[{_APOSTROPHES}{_HYPHENS}]{_SIGN}+)*")
_JOINT = re.compile(f"([{_APOSTROPHES}{_HYPHENS}])")
_FIGURES = re.compile(r"\d+|\D+")
_CLOSE = re.compile(f"([{CLOSE_LETTERS}]+)")
_SHORT = 2  # letters of an ending behind an apostrophe, or of what stands before one (l'eau)
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ŋ": "ng", "ħ": "h", "ŧ": "t"}
    | {"ی": "ي", "ى": "ي", "ک": "ك", "ـ": None}
    | dict.fromkeys(_UNSEEN)
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is written in one piece, from character `start` to before `end`. `parts` are its words as they are compared:
    several where hyphens or figures part them, and then `joined` is what it is when it is written as one."""

    start: int
    end: int
    parts: tuple[str, ...]
    joined: str = ""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Small letters, without what many people leave out or write in another way."""
    if text.isascii():
        return text.lower()
    plain = normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = [sign for at, sign in enumerate(plain) if not _is_left_out(sign, plain[at - 1] if at else "")]
    return normalize("NFC", "".join(kept)).translate(_LETTERS)


def _is_left_out(sign: str, before: str) -> bool:
    """Accents of Latin, Greek and Cyrillic letters, and the vowel points of Hebrew and Arabic. Vowel signs of other
    scripts are letters of their own."""
    if "\u0300" <= sign <= "\u036f":
        return not (before in "иИ" and sign == "\u0306")
    return (
        "\u0591" <= sign <= "\u05c7" or "\u064b" <= sign <= "\u065f" or "\u06d6" <= sign <= "\u06ed" or sign == "\u0670"
    )


def chunks(text: str) -> Iterator[Chunk]:
    """Everything in a text that is a word, in order."""
    for match in _CHUNK.finditer(text):
        parts, joined = _read(match.group())
        if parts:
            yield Chunk(match.start(), match.end(), parts, joined)


@lru_cache(maxsize=65536)
def _read(written: str) -> tuple[tuple[str, ...], str]:
    parts = tuple(part for piece in _pieces(written) for part in _parted(fold(piece)))
    is_close = bool(_CLOSE.search(written))
    return parts, "".join(parts) if len(parts) > 1 and not is_close else ""


def _pieces(written: str) -> list[str]:
    """Cut at hyphens, and at an apostrophe behind a short word (l'eau). Any other apostrophe is left out."""
    if "." in written:
        return [written.replace(".", "")]
    first, *rest = _JOINT.split(written)
    pieces = [first]
    for joint, piece in zip(rest[::2], rest[1::2], strict=True):
        if joint in _HYPHENS or (len(pieces[-1]) <= _SHORT < len(piece)):
            pieces.append(piece)
        else:
            pieces[-1] += piece
    return pieces


def _parted(word: str) -> list[str]:
    """Figures and letters apart (covid19); where a script has no spaces, a letter is a word."""
    if word.isalpha() and word.isascii():
        return [word]
    if _CLOSE.search(word):
        return [part for piece in _CLOSE.split(word) if piece for part in words_in(piece)]
    return _FIGURES.findall(word)


def is_written_close(word: str) -> bool:
    """Whether it is of a script that parts no words by spaces."""
    return not word.isascii() and bool(_CLOSE.search(word))
