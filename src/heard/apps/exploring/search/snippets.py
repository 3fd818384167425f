"""The part of a text to show, with what was looked for marked in it. Plain Python, the same for both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from heard.core.finding.reading import Hit

LENGTH = 220
LEAD = 70


@dataclass(frozen=True)
class Piece:
    """Some text to show, marked when it is what was looked for."""

    text: str
    found: bool = False


def pieces(text: str, found: Sequence[Hit], *, whole: bool = False) -> list[Piece]:
    """The text around the first hit, cut at words, with the hits as pieces of their own. `whole` cuts nothing."""
    start, end = (0, len(text)) if whole else _window(text, found[0].start if found else 0)
    shown = [Piece("… ")] if start else []
    at = start
    for hit in found:
        if start <= hit.start and hit.end <= end:
            shown += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], found=True)]
            at = hit.end
    shown += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return [piece for piece in shown if piece.text]


def _window(text: str, focus: int) -> tuple[int, int]:
    """About LENGTH characters, the focus not far from their beginning."""
    start = 0 if focus <= LEAD or len(text) <= LENGTH else text.rfind(" ", 0, focus - LEAD) + 1
    if len(text) <= start + LENGTH:
        return start, len(text)
    cut = text.rfind(" ", max(start, focus), start + LENGTH)
    return start, cut if cut > focus else start + LENGTH
