"""The card of a story, a moment or the site for pages elsewhere: a PNG of its title, its words and its waveform, in the
network's colours.

Only what the font can write is written: a title in another script is left out, and the waveform speaks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from heard.core.quoting.cards import Card

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN = 72
_GROUND, _INK, _SOFT, _BRIGHT = "#3a1231", "#fff6ec", "#e6cfdd", "#ffc857"
_QUIET = "#79596f"  # a waveform where something else is said
_TITLE_SIZES = (84, 72, 60, 52)
_SAID_SIZES = (64, 56, 48, 42)
_MOST_LINES = 3
_EXTENDED = ((0x100, 0x24F), (0x1E00, 0x1EFF), (0x20A0, 0x20CF))
_LATIN = ((0x20, 0xFF), (0x2BB, 0x2DC), (0x2000, 0x206F))


@dataclass(frozen=True)
class Fonts:
    """Where the files of the two faces lie, what is said and what somebody said (docs/decisions/0013-the-look.md): of
    each its Latin letters, and those of Polish, Welsh and others."""

    folder: Path

    def at(self, size: int, weight: int, face: str = "atkinson") -> dict[str, FreeTypeFont]:
        from PIL.ImageFont import truetype

        names = {part: f"{face}-{part}-{weight}-normal" for part in ("latin", "latin-ext")}
        return {part: truetype(self.folder / f"{name}.woff2", size) for part, name in names.items()}


def draw(card: Card, fonts: Fonts) -> bytes:
    from PIL.Image import Palette, new
    from PIL.ImageDraw import Draw

    image = new("RGB", (WIDTH, HEIGHT), _GROUND)
    on = Draw(image)
    has_words = can_write(card.said or card.title)
    _bars(on, card, top=452 if has_words else 190, height=132 if has_words else 330)
    _line(on, card.network, fonts.at(34, 700), _MARGIN, 54, _BRIGHT)
    if has_words and card.said:
        end = _large(on, f"“{card.said}”", _sizes(fonts, _SAID_SIZES, 500, "bitter"), most=4)
        _below(on, card.title, fonts, end + 16)
    elif has_words:
        end = _large(on, card.title, _sizes(fonts, _TITLE_SIZES, 700, "atkinson"), most=_MOST_LINES)
        _below(on, f"“{card.words}”" if card.words else "", fonts, end + 24)
    made = BytesIO()
    image.convert("P", palette=Palette.ADAPTIVE, colors=32).save(made, "PNG", optimize=True)
    return made.getvalue()


def can_write(text: str) -> bool:
    return all(_part(character) for character in text if not character.isspace())


def _part(character: str) -> str:
    number = ord(character)
    if any(first <= number <= last for first, last in _EXTENDED):
        return "latin-ext"
    return "latin" if any(first <= number <= last for first, last in _LATIN) else ""


def _sizes(fonts: Fonts, sizes: Sequence[int], weight: int, face: str) -> Iterator[tuple[int, dict[str, FreeTypeFont]]]:
    return ((size, fonts.at(size, weight, face)) for size in sizes)


def _large(on: ImageDraw, text: str, sizes: Iterator[tuple[int, dict[str, FreeTypeFont]]], *, most: int) -> int:
    """As large as it may be. Returns where it ends."""
    for size, font in sizes:
        lines = _wrapped(text, font)
        if len(lines) <= most and len(lines) * size * 1.15 <= 280 and not _ends_alone(lines):
            break
    step, top = round(size * 1.15), 116
    for line in _cut(lines, most, font):
        _line(on, line, font, _MARGIN, top, _INK)
        top += step
    return top


def _ends_alone(lines: Sequence[str]) -> bool:
    """Whether a short word is left for a line of its own."""
    return len(lines) > 1 and len(lines[-1]) * 3 < len(lines[-2])


def _below(on: ImageDraw, words: str, fonts: Fonts, top: int) -> None:
    """As many lines as there is room for above the waveform, where the font can write them."""
    font, room = fonts.at(34, 400), (436 - top) // 44
    for line in _cut(_wrapped(words, font), room, font) if room > 0 and can_write(words) else ():
        _line(on, line, font, _MARGIN, top, _SOFT)
        top += 44


def _cut(lines: Sequence[str], most: int, font: dict[str, FreeTypeFont]) -> list[str]:
    if len(lines) <= most:
        return [*lines]
    last = lines[most - 1].rsplit(" ", 1)[0].rstrip(",.;:")
    while _width(f"{last}…", font) > WIDTH - 2 * _MARGIN:
        last = last[:-1]
    return [*lines[: most - 1], f"{last}…"]


def _wrapped(text: str, font: dict[str, FreeTypeFont]) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, font) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines += _pieces(word, font)
    return lines


def _pieces(word: str, font: dict[str, FreeTypeFont]) -> list[str]:
    """A word that is wider than the card is parted anywhere."""
    pieces = [""]
    for letter in word:
        if _width(pieces[-1] + letter, font) > WIDTH - 2 * _MARGIN:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Neighbouring letters that one file of the font writes."""
    for part, letters in groupby(text, key=lambda letter: _part(letter) or "latin"):
        yield part, "".join(letters)


def _width(text: str, font: dict[str, FreeTypeFont]) -> float:
    return sum(font[part].getlength(letters) for part, letters in _runs(text))


def _line(on: ImageDraw, text: str, font: dict[str, FreeTypeFont], left: float, top: int, colour: str) -> None:
    for part, letters in _runs(text):
        on.text((left, top), letters, font=font[part], fill=colour)
        left += font[part].getlength(letters)


def _bars(on: ImageDraw, card: Card, *, top: int, height: int) -> None:
    if not card.bars:
        return
    first, last = card.lit or (0, len(card.bars))
    step, middle = (WIDTH - 2 * _MARGIN) / len(card.bars), top + height // 2
    for at, share in enumerate(card.bars):
        half, left = max(4, round(share * height / 2)), _MARGIN + at * step
        colour = _BRIGHT if first <= at < last else _QUIET
        on.rounded_rectangle((left, middle - half, left + step * 0.55, middle + half), radius=5, fill=colour)
