"""How hard a text is to read, and which short forms in it nobody explains: editors see both before they publish."""

from __future__ import annotations

import re
from collections.abc import Collection

ENOUGH = 40
"""Words. Of fewer nothing can be said."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?=[\s”’\"')]|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SHORT = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z](?:[A-Z0-9&]|\b){1,7}[A-Z0-9](?=s?\b)|\b[A-Z]{2}(?=s?\b)")
_KNOWN = {"UK", "TV", "OK", "AM", "PM", "CD", "DVD", "BBC", "NHS", "GP"}
"""What nearly everybody in this country reads as a word."""


def reading_age(text: str) -> int | None:
    """The age at which somebody reads it with ease. None for what is too short to say.

    The Flesch-Kincaid grade, for English: 0.39 words a sentence + 11.8 syllables a word - 15.59, in years of school
    (Kincaid, Fishburne, Rogers and Chissom, “Derivation of new readability formulas for Navy enlisted personnel”,
    Research Branch Report 8-75, 1975). A child in the first grade is six, so five years are added. Syllables are
    counted by groups of vowels, which is right for about nine words in ten.
    """
    words = _WORD.findall(text)
    if len(words) < ENOUGH:
        return None
    sentences = sum(1 for part in _SENTENCE.split(text) if _WORD.search(part or ""))
    syllables = sum(map(syllables_in, words))
    grade = 0.39 * len(words) / max(1, sentences) + 11.8 * syllables / len(words) - 15.59
    return max(6, round(grade + 5))


def syllables_in(word: str) -> int:
    """About how many: groups of vowels, without an “e” that is not heard at the end."""
    plain = word.lower().replace("’", "'").partition("'")[0]
    groups = len(_VOWELS.findall(plain))
    if re.search(r"[^aeiouyl]e$|[^aeiouydt]ed$|[^aeiouyszxc]es$", plain):
        groups -= 1
    return max(1, groups)


def unexplained(text: str, explained: Collection[str] = ()) -> list[str]:
    """Short forms in capitals that are said nowhere in full, in the order in which they are met. One is explained
    where it stands in brackets after its words, or before them: “Community Interest Company (CIC)”, “CIC (a company
    that …)”; or in `explained`, the network's glossary."""
    known = _KNOWN | {term.upper() for term in explained}
    found = dict.fromkeys(_SHORT.findall(text))
    return [one for one in found if _bare(one) not in known and not _is_told(one, text)]


def _bare(short: str) -> str:
    return short.replace(".", "").upper()


def _is_told(short: str, text: str) -> bool:
    own = re.escape(short)
    return bool(re.search(rf"\w[^.!?()]*\({own}s?\)|\b{own}s? \([^()]*[a-z]{{2}}[^()]*\)", text))
