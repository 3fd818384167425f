"""Where the terms stand in a text, and the part of it to show. Plain Python, the same for both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heard.apps.exploring.search.terms import WORD, Term, fold

LENGTH = 220
LEAD = 70


@dataclass(frozen=True)
class Hit:
    """A term found, from character `start` to before `end`."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True)
class Piece:
    """Some text to show, marked when it is what was looked for."""

    text: str
    found: bool = False


def hits(text: str, terms: Sequence[Term]) -> list[Hit]:
    """Every place where a term stands, in order, none over another."""
    words = [(match, fold(match.group())) for match in WORD.finditer(text)]
    found: list[Hit] = []
    for position in range(len(words)):
        hit = next(_hits_at(words, position, terms), None)
        if hit and (not found or hit.start >= found[-1].end):
            found.append(hit)
    return found


def pieces(text: str, terms: Sequence[Term], *, whole: bool = False) -> list[Piece]:
    """The text around the first hit, cut at words, with the hits as pieces of their own. `whole` cuts nothing."""
    found = hits(text, terms)
    start, end = (0, len(text)) if whole else _window(text, found[0].start if found else 0)
    shown = [Piece("… ")] if start else []
    at = start
    for hit in found:
        if start <= hit.start and hit.end <= end:
            shown += [Piece(text[at : hit.start]), Piece(text[hit.start : hit.end], found=True)]
            at = hit.end
    shown += [Piece(text[at:end]), Piece(" …" if end < len(text) else "")]
    return [piece for piece in shown if piece.text]


def _hits_at(words: list[tuple[re.Match[str], str]], position: int, terms: Sequence[Term]) -> Iterator[Hit]:
    for term in terms:
        for way in term.ways:
            run = words[position : position + len(way)]
            if _says([folded for _, folded in run], way, open_end=term.open_end):
                yield Hit(run[0][0].start(), run[-1][0].end(), term)


def _says(words: list[str], way: tuple[str, ...], *, open_end: bool) -> bool:
    if len(words) != len(way) or tuple(words[:-1]) != way[:-1]:
        return False
    return words[-1].startswith(way[-1]) if open_end else words[-1] == way[-1]


def _window(text: str, focus: int) -> tuple[int, int]:
    """About LENGTH characters, the focus not far from their beginning."""
    start = 0 if focus <= LEAD or len(text) <= LENGTH else text.rfind(" ", 0, focus - LEAD) + 1
    if len(text) <= start + LENGTH:
        return start, len(text)
    cut = text.rfind(" ", max(start, focus), start + LENGTH)
    return start, cut if cut > focus else start + LENGTH
