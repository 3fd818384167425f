"""Draw the maps that `/places/` shows, from the outlines in the package world-atlas: Natural Earth's, in the public
domain. Called by collect_vendor.py; the pictures lie beside what else comes from packages.

Each has two shapes, `around` and, on the map of the United Kingdom, `here`, which pages show by `<use>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heard.core.maps import KINGDOM, WORLD, Picture

_UNITED_KINGDOM = "826"
_STEP = 1.6  # on the picture: nobody sees what is smaller
_EDGE = 10  # around the picture: what lies further out is drawn there
_FROM = {KINGDOM: "countries-10m.json", WORLD: "countries-110m.json"}

Ring = list[tuple[float, float]]


def draw(packages: Path, to: Path) -> None:
    for picture, name in _FROM.items():
        atlas = json.loads((packages / "world-atlas" / name).read_text("utf-8"))
        (to / f"map-{picture.name}.svg").write_text(drawn(picture, atlas), "utf-8")


def drawn(picture: Picture, atlas: dict[str, Any]) -> str:
    shapes: dict[str, list[str]] = {"around": [], "here": []}
    for country in atlas["objects"]["countries"]["geometries"]:
        is_here = picture is KINGDOM and country.get("id") == _UNITED_KINGDOM
        shapes["here" if is_here else "around"] += _lines(picture, atlas, country)
    paths = "".join(f'<path id="{name}" d="{"".join(lines)}"/>' for name, lines in shapes.items() if lines)
    box = f"0 0 {picture.width} {picture.height}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{paths}</svg>\n'


def _lines(picture: Picture, atlas: dict[str, Any], country: dict[str, Any]) -> Iterator[str]:
    for ring in _rings(atlas, country):
        for turn in (-360, 0, 360):
            points = [picture.at(latitude, longitude + turn) for longitude, latitude in ring]
            if any(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points):
                seen = _thinned([_near(picture, *point) for point in points])
                if len(seen) > 2:
                    yield "M" + "L".join(f"{x:g} {y:g}" for x, y in seen) + "z"


def _near(picture: Picture, x: float, y: float) -> tuple[float, float]:
    return min(max(x, -_EDGE), picture.width + _EDGE), min(max(y, -_EDGE), picture.height + _EDGE)


def _thinned(points: Ring) -> Ring:
    kept: Ring = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _STEP:
            kept.append((x, y))
    return kept


def _rings(atlas: dict[str, Any], country: dict[str, Any]) -> Iterator[Ring]:
    parts = country.get("arcs", [])
    for part in [parts] if country["type"] == "Polygon" else parts:
        for ring in part:
            yield _in_one([point for number in ring for point in _arc(atlas, number)])


def _in_one(points: Ring) -> Ring:
    """Over the back of the earth it goes on counting: 179, 180, 181."""
    ring = points[:1]
    for longitude, latitude in points[1:]:
        turns = round((ring[-1][0] - longitude) / 360)
        ring.append((longitude + 360 * turns, latitude))
    return ring


def _arc(atlas: dict[str, Any], number: int) -> Ring:
    """TopoJSON: whole numbers, each told from the one before; an arc that is used backwards is ~number."""
    (sx, sy), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    points: Ring = []
    for step_x, step_y in atlas["arcs"][number if number >= 0 else ~number]:
        x, y = x + step_x, y + step_y
        points.append((x * sx + dx, y * sy + dy))
    return points if number >= 0 else points[::-1]
