"""Whatever a host chooses can be read, or is refused with one that can."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core import colours
from heard.core.colours import colour_faults, contrast, tokens_in_the_dark, tokens_in_the_light

TOKENS = (Path(__file__).parents[2] / "src/heard/web/static/css/tokens.css").read_text()
any_colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def value(name: str, *, dark: bool = False) -> str:
    part = TOKENS.rpartition("look-colours-dark {")[2] if dark else TOKENS
    return re.search(rf"--{name}: (#\w+);", part)[1]


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#6d1a4c", "#6d1a4c") == 1


def test_the_grounds_are_those_of_the_style_sheet():
    light = [value(name) for name in ("paper", "sunk", "ink", "on-accent")]
    assert light == [colours.PAPER, colours.SUNK, colours.INK, colours.WHITE]
    dark = [value(name, dark=True) for name in ("paper", "sunk", "raised")]
    assert dark == [colours.DARK_PAPER, colours.DARK_SUNK, colours.DARK_RAISED]


def test_our_own_colours_would_be_taken():
    assert [*colour_faults(value("accent"), value("band"))] == []


@given(any_colour)
def test_every_accent_can_be_read_or_is_refused_with_one_that_can(accent):
    faults = [*colour_faults(accent, "")]
    if faults:
        assert (faults[0].field, contrast(accent, colours.SUNK) < 4.5) == ("accent", True)
        [accent] = re.findall(r"(#\w{6}) is like it", faults[0].sentence)
        assert [*colour_faults(accent, "")] == []
    light, dark = tokens_in_the_light(accent, ""), tokens_in_the_dark(accent, "")
    for ground in (colours.PAPER, colours.SUNK, colours.WHITE):
        assert contrast(light["accent"], ground) >= 4.5
    for ground in (colours.DARK_PAPER, colours.DARK_SUNK, colours.DARK_RAISED):
        assert contrast(dark["accent"], ground) >= 4.5
    for told in (light, dark):
        assert contrast(told["on-accent"], told["accent"]) >= 4.5
        assert contrast(told["accent-strong"], told["accent-soft"]) >= 4.5


@given(any_colour)
def test_every_band_can_be_written_on_or_is_refused_with_two_that_can(band):
    faults = [*colour_faults("", band)]
    for better in re.findall(r"#\w{6}", faults[0].sentence) if faults else [band]:
        assert [*colour_faults("", better)] == []
        for told in (tokens_in_the_light("", better), tokens_in_the_dark("", better)):
            assert contrast(told["on-band"], told["band"]) >= 4.5
        light = tokens_in_the_light("", better)
        assert contrast(light["on-band-soft"], light["band"]) >= 4.5


def test_a_grey_in_the_middle_is_refused_for_a_reason():
    [fault] = colour_faults("", "#7f7f7f")
    assert fault.sentence == (
        "Neither black nor white letters can be read on this colour: the better contrast is 4.3 to 1, and it takes "
        "4.5. #828282 or #757476 is like it, and would do."
    )


@pytest.mark.parametrize("no_colour", ["red", "#fff", "#6D1A4C", "#6d1a4c; } body { display: none", "url(//x)"])
def test_nothing_else_is_a_colour(no_colour):
    assert [fault.code for fault in colour_faults(no_colour, no_colour)] == ["no-colour", "no-colour"]


def test_what_was_not_chosen_stays_ours():
    assert (tokens_in_the_light("", ""), tokens_in_the_dark("", "")) == ({}, {})
