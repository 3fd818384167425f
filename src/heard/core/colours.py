"""Colours: how well one can be read on another (WCAG 2.2), and all that pages need of the two that a host chose.

The host chooses the accent, which is that of links and of what is chosen, and the band at the head of every page. What
is light, dark, strong or soft of them is worked out, so that whatever is chosen can be read in the light and in the
dark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from heard.core.errors import BadInput

READABLE = 4.5  # WCAG 2.2, 1.4.3: letters of any size
_EASY = 7.0  # what is worked out is to be read with ease
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# As in css/tokens.css: what letters stand on, and what they are written with.
PAPER, SUNK, INK, WHITE = "#fffdf9", "#f4f0ea", "#1f1620", "#ffffff"
DARK_PAPER, DARK_SUNK, DARK_RAISED = "#171318", "#0f0c10", "#231d25"
_STEPS = range(0, 101, 2)

_BUTTON = {"band-button": "var(--ink)", "on-band-button": "var(--paper)"}

Tokens = Mapping[str, str]
"""Values by the names that style sheets know them by."""


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((_light(one), _light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """`one`, with so large a share of `other` in it."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


def colour_faults(accent: str, band: str) -> Iterator[BadInput]:
    """Whether both can be read. Empty is ours."""
    for field, colour in (("accent", accent), ("band", band)):
        if colour and not _COLOUR.fullmatch(colour):
            yield BadInput("Write a colour as #6d1a4c.", code="no-colour", field=field)
        elif colour and field == "accent":
            yield from _accent_faults(colour)
        elif colour:
            yield from _band_faults(colour)


def _accent_faults(colour: str) -> Iterator[BadInput]:
    if contrast(colour, SUNK) < READABLE:
        yield BadInput(
            "Letters in this colour cannot be read on our pages: its contrast is %(contrast)s to 1, and it takes "
            "%(least)s. %(instead)s is like it, and would do.",
            code="contrast",
            field="accent",
            contrast=_told(contrast(colour, SUNK)),
            least=READABLE,
            instead=_until(colour, INK, SUNK, READABLE),
        )


def _band_faults(colour: str) -> Iterator[BadInput]:
    found = contrast(colour, _letters_on(colour))
    if found < READABLE:
        yield BadInput(
            "Neither black nor white letters can be read on this colour: the better contrast is %(contrast)s to 1, and "
            "it takes %(least)s. %(lighter)s or %(darker)s is like it, and would do.",
            code="contrast",
            field="band",
            contrast=_told(found),
            least=READABLE,
            lighter=_until(colour, WHITE, INK, READABLE),
            darker=_until(colour, INK, WHITE, READABLE),
        )


def tokens_in_the_light(accent: str, band: str) -> Tokens:
    """Of those that were chosen."""
    return {**(_accent(accent) if accent else {}), **(_band(band) if band else {})}


def tokens_in_the_dark(accent: str, band: str) -> Tokens:
    return {**(_accent_in_the_dark(accent) if accent else {}), **(_band_in_the_dark(band) if band else {})}


def _accent(colour: str) -> Tokens:
    soft = mixed(colour, PAPER, 0.9)
    return {
        "accent": colour,
        "accent-strong": _until(mixed(colour, INK, 0.3), INK, soft, _EASY),
        "on-accent": WHITE,
        "accent-soft": soft,
    }


def _accent_in_the_dark(colour: str) -> Tokens:
    light = _until(colour, WHITE, DARK_RAISED, _EASY)
    soft = mixed(colour, DARK_RAISED, 0.7)
    return {
        "accent": light,
        "accent-strong": _until(mixed(light, WHITE, 0.4), WHITE, soft, READABLE),
        "on-accent": _until(mixed(colour, INK, 0.7), INK, light, _EASY),
        "accent-soft": soft,
    }


def _band(colour: str) -> Tokens:
    letters = _letters_on(colour)
    soft = mixed(letters, colour, 0.16)
    return {
        "band": colour,
        "on-band": letters,
        "on-band-soft": soft if contrast(soft, colour) >= READABLE else letters,
        "band-line": letters,
        "band-button": letters,
        "on-band-button": colour,
    }


def _band_in_the_dark(colour: str) -> Tokens:
    light = _until(colour, WHITE, DARK_SUNK, _EASY)
    return {"band": DARK_SUNK, "on-band": light, "band-line": mixed(light, DARK_SUNK, 0.4), **_BUTTON}


def _letters_on(colour: str) -> str:
    return max((INK, WHITE), key=lambda letters: contrast(letters, colour))


def _until(colour: str, towards: str, ground: str, least: float) -> str:
    """The nearest to it that can be read on that ground, on the way to black or white."""
    ways = (mixed(colour, towards, step / 100) for step in _STEPS)
    return next((way for way in ways if contrast(way, ground) >= least), towards)


def _told(number: float) -> str:
    return f"{int(number * 10) / 10}"  # never rounded up to what it takes


def _light(colour: str) -> float:
    """Relative luminance."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
