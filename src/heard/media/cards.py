"""The card of a story for pages elsewhere: a PNG of its title, its words and its waveform, in the network's colours.

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
_TITLE_SIZES = (84, 72, 60, 52)
_MOST_LINES = 3
_EXTENDED = ((0x100, 0x24F), (0x1E00, 0x1EFF), (0x20A0, 0x20CF))
_LATIN = ((0x20, 0xFF), (0x2BB, 0x2DC), (0x2000, 0x206F))


@dataclass(frozen=True)
class Fonts:
    """Where the files of one font lie: its Latin letters, and those of Polish, Welsh and others."""

    folder: Path

    def at(self, size: int, weight: int) -> dict[str, FreeTypeFont]:
        from PIL.ImageFont import truetype

        names = {"latin": f"atkinson-latin-{weight}-normal", "latin-ext": f"atkinson-latin-ext-{weight}-normal"}
        return {part: truetype(self.folder / f"{name}.woff2", size) for part, name in names.items()}


def draw(card: Card, fonts: Fonts) -> bytes:
    from PIL.Image import Palette, new
    from PIL.ImageDraw import Draw

    image = new("RGB", (WIDTH, HEIGHT), _GROUND)
    on = Draw(image)
    has_title = can_write(card.title)
    _bars(on, card.bars, top=452 if has_title else 190, height=132 if has_title else 330)
    _line(on, card.network, fonts.at(34, 700), _MARGIN, 54, _BRIGHT)
    if has_title:
        end = _title(on, card.title, fonts)
        if card.words and can_write(card.words):
            _words(on, card.words, fonts, end + 24)
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


def _title(on: ImageDraw, title: str, fonts: Fonts) -> int:
    """As large as it may be. Returns where it ends."""
    for size in _TITLE_SIZES:
        font = fonts.at(size, 700)
        lines = _wrapped(title, font)
        if len(lines) <= _MOST_LINES and len(lines) * size * 1.15 <= 280 and not _ends_alone(lines):
            break
    step, top = round(size * 1.15), 116
    for line in _cut(lines, _MOST_LINES, font):
        _line(on, line, font, _MARGIN, top, _INK)
        top += step
    return top


def _ends_alone(lines: Sequence[str]) -> bool:
    """Whether a short word is left for a line of its own."""
    return len(lines) > 1 and len(lines[-1]) * 3 < len(lines[-2])


def _words(on: ImageDraw, words: str, fonts: Fonts, top: int) -> None:
    """As many lines as there is room for above the waveform."""
    font, room = fonts.at(34, 400), (436 - top) // 44
    for line in _cut(_wrapped(f"“{words}”", font), room, font) if room > 0 else ():
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


def _bars(on: ImageDraw, bars: Sequence[float], *, top: int, height: int) -> None:
    if not bars:
        return
    step, middle = (WIDTH - 2 * _MARGIN) / len(bars), top + height // 2
    for at, share in enumerate(bars):
        half, left = max(4, round(share * height / 2)), _MARGIN + at * step
        on.rounded_rectangle((left, middle - half, left + step * 0.55, middle + half), radius=5, fill=_BRIGHT)
