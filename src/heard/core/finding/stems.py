"""What is left of a word without its endings: "stories" and "story" are found by each other."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import snowballstemmer

from heard.core.finding.folding import is_written_close

_NAMES = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "nb": "norwegian", "fa": "persian", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_UNLIKE = {
    "children": "child", "women": "woman", "men": "man", "feet": "foot", "teeth": "tooth", "mice": "mouse",
    "people": "person", "persons": "person", "wives": "wife", "knives": "knife",
}  # fmt: skip
"""English words whose plural is another word."""
# Two ways to spell English: organise and organize, colour and color, centre and center.
_SPELLINGS = (
    (re.compile(r"(?<=..)iz(e|ed|er|es|ers|ing|ation|ations)$"), r"is\1"),
    (re.compile(r"(?<=..)our(s|ed|ing|ful|able|ite|hood)?$"), r"or\1"),
    (re.compile(r"(?<=..)tre(s|d)?$"), r"ter\1"),
)
_SHORTEST = 3


def base(language: str) -> str:
    """The language of a tag: "en" of "en-GB"."""
    return re.split("[-_]", language, maxsplit=1)[0].lower()


@lru_cache(maxsize=65536)
def stem(word: str, language: str = "en") -> str:
    """Of a folded word. Itself where the language has no stemmer."""
    name = _NAMES.get(base(language))
    if name is None or len(word) < _SHORTEST or not word.isalpha() or is_written_close(word):
        return word
    if name == "english":
        word = _in_one_spelling(_UNLIKE.get(word, word))
    return str(_stemmer(name).stemWord(word)) or word


def _in_one_spelling(word: str) -> str:
    for ending, other in _SPELLINGS:
        word = ending.sub(other, word)
    return word


@lru_cache(maxsize=64)
def _stemmer(name: str) -> Any:
    return snowballstemmer.stemmer(name)
