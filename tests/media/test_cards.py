"""A card is drawn for every title: a long one, one of one long word, one in a script that the font cannot write."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from heard.core.quoting.cards import Card
from heard.media.cards import Fonts, can_write, draw
from heard.web.built import STATIC

BARS = (0.2, 1.0, 0.5) * 20
FONTS = Fonts(STATIC / "vendor")
MARGIN = 60


def drawn(title: str, words: str = "", bars: tuple[float, ...] = BARS) -> Image.Image:
    return Image.open(BytesIO(draw(Card(title, words, bars, "Heard"), FONTS))).convert("RGB")


@pytest.mark.parametrize(
    "title",
    [
        "Dominoes first",
        "A long way to go, and nobody asked. " * 9,
        "Llanfair" * 20,
        "Żółć i łódź",
        "قصة أمي",
        "妈妈的故事",
    ],
)
def test_nothing_reaches_into_the_margins(title):
    image = drawn(title, "We were told, not asked. " * 9)
    ground = image.getpixel((2, 2))
    edges = [image.crop(box) for box in ((0, 0, MARGIN, 630), (1200 - MARGIN, 0, 1200, 630), (0, 596, 1200, 630))]
    assert {pixel for edge in edges for _, pixel in edge.getcolors()} == {ground}


def test_the_words_stay_above_the_waveform():
    with_words, without = drawn("A title", "Told, not asked. " * 30), drawn("A title")
    below = (0, 445, 1200, 630)
    assert with_words.crop(below).tobytes() == without.crop(below).tobytes()
    assert with_words.tobytes() != without.tobytes()


def test_where_the_font_cannot_write_the_title_the_waveform_takes_its_room():
    assert [can_write("قصة أمي"), can_write("妈妈"), can_write("Łódź, Gwynedd – “Nain”")] == [False, False, True]
    assert drawn("قصة أمي").tobytes() == drawn("妈妈").tobytes() != drawn("A").tobytes()


def test_a_story_without_sound_has_a_card_too():
    assert drawn("Written down", bars=()).size == (1200, 630)


@pytest.mark.parametrize("said", ["No.", "We were told, not asked. " * 9, "Llanfair" * 20])
def test_what_somebody_said_stays_within_the_margins_and_above_the_waveform(said):
    def card(words: str, lit: tuple[int, int] | None = None) -> Image.Image:
        png = draw(Card("Dominoes first", "", BARS, "Heard", said=words, lit=lit), FONTS)
        return Image.open(BytesIO(png)).convert("RGB")

    image, below = card(said), (0, 445, 1200, 630)
    ground = image.getpixel((2, 2))
    edges = [image.crop(box) for box in ((0, 0, MARGIN, 630), (1200 - MARGIN, 0, 1200, 630))]
    assert {pixel for edge in edges for _, pixel in edge.getcolors()} == {ground}
    assert (
        image.crop(below).tobytes()
        == drawn("A title").crop(below).tobytes()
        != card(said, (3, 9)).crop(below).tobytes()
    )
