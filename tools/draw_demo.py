"""Draw the pictures of the demo network: what belongs to its people, and two of its places, as if cut out of paper.

No face is drawn (docs/decisions/0013-the-look.md), and nothing is yellow: nothing in them can be heard. Run it with
`python tools/draw_demo.py` where Chromium is; it writes `src/heard/demo/pictures/*.webp`.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

import av
from playwright.sync_api import sync_playwright

Point = tuple[float, float]
HERE = Path(__file__).parent.parent / "src/heard/demo/pictures"
PAPER, INK = "#fffdf9", "#1f1620"
PLUM, GREEN, BLUE, RUST, TEAL, OLIVE = "#5c1a49", "#0e4a3b", "#173f78", "#7c2814", "#0b4a5c", "#4b4210"
"""The colours of the sleeves, from css/tokens.css."""


def tint(colour: str, paper: float) -> str:
    """A colour with so much paper in it, from 0 to 1."""
    pairs = ((int(colour[at : at + 2], 16), int(PAPER[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * paper):02x}" for a, b in pairs)


class Sheet:
    """A picture in the making. `seed` is the hand that holds the scissors: the same one cuts the same."""

    def __init__(self, width: int, height: int, ground: str, *, seed: int) -> None:
        self.width, self.height = width, height
        self._hand = random.Random(seed)
        self._pieces = [f'<rect width="{width}" height="{height}" fill="{ground}"/>']

    def cut(self, points: Iterable[Point], colour: str, shake: float = 3.0) -> None:
        """A piece with straight cuts from point to point, none quite where it was meant."""
        d = "L".join(f"{x + self._off(shake):.1f} {y + self._off(shake):.1f}" for x, y in points)
        self._pieces.append(f'<path d="M{d}Z" fill="{colour}"/>')

    def round(self, x: float, y: float, radius: float, colour: str, cuts: int = 26) -> None:
        turned = self._hand.random() * pi
        ring = [(turned + 2 * pi * at / cuts, radius * (1 + self._off(0.008))) for at in range(cuts)]
        self.cut(((x + r * cos(a), y + r * sin(a)) for a, r in ring), colour, shake=0)

    def bar(self, start: Point, end: Point, wide: float, colour: str, narrow: float = 0) -> None:
        """From one point to another, `wide` at the first."""
        (x, y), (u, v) = start, end
        length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        across = ((y - v) / length / 2, (u - x) / length / 2)
        first, last = wide, narrow or wide
        corners = ((x, y, first), (u, v, last), (u, v, -last), (x, y, -first))
        self.cut(((a + across[0] * w, b + across[1] * w) for a, b, w in corners), colour)

    def land(self, edge: Iterable[Point], colour: str) -> None:
        """From an upper edge down to the foot of the picture."""
        points = list(edge)
        self.cut([(-20, self.height + 20), *points, (self.width + 20, self.height + 20)], colour)

    def wave(self, y: float, high: float, long: float, colour: str, shift: float = 0.0) -> None:
        """Water: small straight cuts, up and down."""
        steps = range(-1, round(self.width / long) * 2 + 3)
        self.land(((at * long / 2 + shift, y + (high if at % 2 else -high)) for at in steps), colour)

    def svg(self) -> str:
        size = f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(self._pieces)}</svg>'

    def _off(self, most: float) -> float:
        return self._hand.uniform(-most, most)


def ada() -> Sheet:
    """Two mugs of tea on a table, from above."""
    sheet = Sheet(480, 480, PLUM, seed=4)
    for x, y, handle, mug in ((190, 190, 3.5, tint(TEAL, 0.7)), (294, 300, 0.3, PAPER)):
        u, v = x + 106 * cos(handle), y + 106 * sin(handle)
        sheet.round(u, v, 40, mug, cuts=18)
        sheet.round(u, v, 21, PLUM, cuts=14)
        sheet.round(x, y, 96, mug)
        sheet.round(x, y, 74, "#a8502d")
        sheet.round(x + 8, y + 10, 58, "#b9623a")
    return sheet


def tom() -> Sheet:
    """The wheel of a bus."""
    sheet = Sheet(480, 480, GREEN, seed=7)
    sheet.round(240, 240, 190, PAPER, cuts=34)
    sheet.round(240, 240, 150, GREEN, cuts=30)
    for turn in (pi / 2, pi / 2 + 2.25, pi / 2 - 2.25):
        sheet.bar((240, 240), (240 + 168 * cos(turn), 240 + 168 * sin(turn)), 62, PAPER, narrow=40)
    sheet.round(240, 240, 64, PAPER, cuts=20)
    sheet.round(240, 240, 40, tint(RUST, 0.16), cuts=16)
    return sheet


def newlyn() -> Sheet:
    """A fishing boat going out past the end of a pier."""
    sheet = Sheet(1200, 800, tint(BLUE, 0.84), seed=11)
    sheet.land([(-20, 330), (140, 300), (330, 322), (520, 352), (640, 392), (700, 430), (1240, 432)], tint(GREEN, 0.5))
    sheet.land([(-20, 392), (150, 372), (300, 398), (430, 436), (1240, 440)], tint(GREEN, 0.24))
    sheet.wave(440, 5, 120, tint(BLUE, 0.5))
    sheet.wave(500, 8, 150, tint(BLUE, 0.34), 40)
    sheet.cut([(850, 452), (1240, 440), (1240, 620), (836, 612)], tint(OLIVE, 0.6))  # the pier
    sheet.cut([(850, 452), (1240, 440), (1240, 470), (846, 480)], tint(OLIVE, 0.74))
    sheet.cut([(914, 246), (966, 246), (976, 452), (904, 452)], PAPER)  # its light
    sheet.cut([(902, 232), (978, 232), (976, 250), (904, 250)], INK)
    sheet.cut([(920, 184), (960, 184), (962, 232), (918, 232)], tint(RUST, 0.14))
    sheet.cut([(912, 186), (940, 150), (968, 186)], INK)
    sheet.wave(586, 9, 170, tint(BLUE, 0.16), -60)
    sheet.bar((418, 512), (412, 250), 14, INK, narrow=9)  # her mast
    sheet.bar((414, 300), (596, 500), 6, INK)
    sheet.bar((414, 300), (262, 520), 6, INK)
    sheet.cut([(318, 420), (404, 420), (410, 530), (312, 530)], PAPER)
    sheet.cut([(304, 404), (416, 404), (414, 426), (306, 426)], RUST)
    sheet.cut([(334, 442), (384, 442), (386, 474), (334, 474)], tint(BLUE, 0.2))
    sheet.cut([(214, 520), (650, 486), (600, 632), (262, 636)], RUST)
    sheet.cut([(220, 536), (646, 502), (640, 524), (226, 558)], PAPER)
    sheet.wave(632, 12, 200, BLUE, 30)
    sheet.wave(716, 10, 230, tint(INK, 0.06), -40)
    return sheet


def tongue() -> Sheet:
    """A causeway over a kyle in winter, under a hill with four tops."""
    sheet = Sheet(1200, 800, tint(TEAL, 0.86), seed=21)
    tops = [(120, 420), (250, 330), (340, 250), (392, 282), (470, 160), (540, 236), (590, 206), (660, 268), (730, 232)]
    sheet.land([(-20, 440), *tops, (860, 340), (1010, 400), (1240, 420)], tint(PLUM, 0.42))
    sheet.cut([(470, 160), (518, 212), (490, 232), (476, 214), (450, 246), (428, 224)], PAPER)
    sheet.cut([(340, 250), (372, 271), (350, 292), (334, 278), (306, 300), (300, 282)], PAPER)
    sheet.cut([(730, 232), (784, 276), (752, 286), (736, 270), (706, 282), (700, 250)], PAPER)
    sheet.land([(-20, 452), (200, 400), (430, 420), (700, 446), (960, 408), (1240, 380)], tint(TEAL, 0.34))
    sheet.land([(-20, 500), (300, 476), (640, 488), (1240, 470)], tint(BLUE, 0.66))  # the kyle
    sheet.land([(-20, 540), (420, 528), (1240, 540)], tint(BLUE, 0.56))
    sheet.land([(760, 560), (828, 470), (900, 408), (1010, 372), (1240, 350)], GREEN)
    sheet.cut([(974, 284), (990, 284), (992, 298), (1006, 298), (1008, 282), (1034, 282), (1038, 392), (968, 396)], INK)
    sheet.land([(700, 590), (850, 540), (1010, 520), (1240, 470)], tint(GREEN, 0.2))
    sheet.bar((800, 540), (330, 578), 16, tint(OLIVE, 0.55), narrow=26)  # the causeway
    sheet.land([(-20, 548), (140, 540), (330, 568), (560, 640), (860, 668), (1240, 590)], OLIVE)
    sheet.land([(-20, 580), (120, 572), (330, 594), (560, 672), (860, 704), (1240, 640)], tint(PLUM, 0.93))  # snow
    sheet.cut([(318, 566), (350, 570), (420, 640), (640, 820), (330, 820), (330, 640)], INK)  # the road
    for (x, y), (u, v), wide in (
        ((343, 592), (352, 620), 6),
        ((366, 648), (392, 692), 9),
        ((418, 728), (466, 800), 13),
    ):
        sheet.bar((x, y), (u, v), wide, PAPER, narrow=wide * 1.4)
    for x, y, high in ((250, 596, 40), (214, 640, 56), (160, 712, 78), (520, 668, 56), (660, 728, 78)):  # snow poles
        sheet.bar((x, y), (x, y - high), high / 7, RUST)
    return sheet


def letters() -> Sheet:
    """A kitchen table with letters on it, and a pen."""
    sheet = Sheet(960, 640, tint(TEAL, 0.72), seed=11)
    sheet.land([(-20, 300), (980, 260)], tint(RUST, 0.45))
    for x, y, lean, colour in ((150, 330, 26, PAPER), (330, 300, -18, tint(OLIVE, 0.8)), (470, 380, 34, PAPER)):
        corners = [(x, y), (x + 330, y + lean), (x + 316, y + lean + 190), (x - 12, y + 188)]
        sheet.cut(corners, colour)
        sheet.cut([corners[0], corners[1], (x + 160, y + 110 + lean / 2)], tint(INK, 0.82))
    sheet.bar((640, 590), (880, 330), 16, PLUM, narrow=10)
    return sheet


PICTURES = {"letters": letters, "ada": ada, "tom": tom, "newlyn": newlyn, "tongue": tongue}


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell"))
        for name, draw in PICTURES.items():
            sheet = draw()
            page = browser.new_page(viewport={"width": sheet.width, "height": sheet.height})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{sheet.svg()}")
            (HERE / f"{name}.webp").write_bytes(packed(page.screenshot()))
        browser.close()


def packed(png: bytes) -> bytes:
    """The same pixels in a third of the bytes."""
    with av.open(BytesIO(png)) as file:
        pixels = next(file.decode(video=0)).reformat(format="bgra")
    out = BytesIO()
    with av.open(out, "w", format="webp") as file:
        stream = file.add_stream("libwebp", rate=1, options={"lossless": "1", "compression_level": "6"})
        stream.width, stream.height, stream.pix_fmt = pixels.width, pixels.height, "bgra"
        file.mux([*stream.encode(pixels), *stream.encode(None)])
    return out.getvalue()


if __name__ == "__main__":
    main()
