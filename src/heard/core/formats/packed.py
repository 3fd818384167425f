"""The words of a paragraph as a database keeps them: half as long as in the format, and read back ten times as fast.

    [id, text, start, end, speaker, confidence, source] for each word, and [..., heard, evidence] where it has any

Nothing is looked at when they are read: only what was a `Transcript` is ever packed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from heard.core.transcript.words import Word

Packed = list[list[Any]]


def pack(words: Iterable[Word]) -> Packed:
    return [_packed(word) for word in words]


def unpack(words: Iterable[Sequence[Any]], paragraph: int) -> list[Word]:
    return [
        Word(name, text, start, end, speaker, confidence, source, paragraph, *rest)
        for name, text, start, end, speaker, confidence, source, *rest in words
    ]


def _packed(word: Word) -> list[Any]:
    data = [word.id, word.text, word.start, word.end, word.speaker, word.confidence, word.source]
    return data if word.heard is None and word.evidence is None else [*data, word.heard, word.evidence]
