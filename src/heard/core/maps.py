"""Maps that the site draws by itself: where a point of the earth stands in their pictures, and how exactly it is shown.

A place is put on the map by editors, to a tenth of a degree (about ten kilometres), and never from a recording. Where
a single story tells of it, even that could single somebody out: then only the area is shown, to a whole degree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians, sqrt
from typing import TypeAlias

from heard.core.errors import BadInput

Degrees = float | Decimal
ENOUGH = 2
"""Stories from which on a place is shown as exactly as it was given."""
_Box: TypeAlias = tuple[float, float, float, float]  # from the left, from the top, width, height
_BROADER = 0.62  # of a letter's height is how wide it is, rather too much


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of the earth, drawn `width` wide; `parallel` is the one that is as long as it should be. Degrees."""

    name: str
    west: float
    south: float
    east: float
    north: float
    parallel: float
    width: int
    letter: int
    """How high a letter is on it, and what other measures follow."""

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self._scale)

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """From the left and from the top."""
        across = (longitude - self.west) / (self.east - self.west) * self.width
        return round(across, 1), round((self.north - latitude) * self._scale, 1)

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def of_degree(self) -> float:
        """How long a degree is, from north to south."""
        return self._scale

    @property
    def _scale(self) -> float:
        return self.width / (self.east - self.west) / cos(radians(self.parallel))


KINGDOM = Picture("kingdom", west=-8.7, south=49.3, east=2.1, north=60.9, parallel=55.4, width=600, letter=22)
WORLD = Picture("world", west=-180, south=-56, east=180, north=78, parallel=40, width=1000, letter=18)


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with how many stories tell of it, and where it lies."""

    name: str
    slug: str
    stories: int
    latitude: float
    longitude: float

    @property
    def is_area(self) -> bool:
        return self.stories < ENOUGH

    def point(self) -> tuple[float, float]:
        """As exactly as it may be shown."""
        if self.is_area:
            return float(round(self.latitude)), float(round(self.longitude))
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class Mark:
    """A place as it stands on a picture. `label` is whether there is room for its name beside it."""

    place: Placed
    x: float
    y: float
    radius: float
    name_x: float
    label: bool


def marks(picture: Picture, places: Sequence[Placed]) -> list[Mark]:
    """Those that lie on it: areas first, then what tells least last, so that nothing is hidden by what is larger. A
    name is written where it stands over no other name, and over no mark that tells as much."""
    there = [place for place in places if picture.holds(*place.point())]
    order = sorted(there, key=lambda one: (not one.is_area, -one.stories, one.slug))
    at = [(*picture.at(*place.point()), _radius(picture, place)) for place in order]
    circles = [(place.stories, (x - r, y - r, 2 * r, 2 * r)) for place, (x, y, r) in zip(order, at, strict=True)]
    names: list[_Box] = []
    found: list[Mark] = []
    for place, (x, y, radius) in zip(order, at, strict=True):
        name_x = round(x + radius + picture.letter / 4, 1)
        box = (name_x, y - picture.letter / 2, picture.letter * _BROADER * len(place.name), picture.letter)
        in_the_way = [*names, *(circle for stories, circle in circles if stories >= place.stories)]
        fits = box[0] + box[2] <= picture.width and not any(_overlap(box, other) for other in in_the_way)
        if fits:
            names.append(box)
        found.append(Mark(place, x, y, radius, name_x, fits))
    return found


def _radius(picture: Picture, place: Placed) -> float:
    """An area is half a degree around; of others the area of the circle grows with the stories, up to a hundred."""
    if place.is_area:
        return round(max(picture.of_degree() / 2, picture.letter), 1)
    return round(picture.letter * (1 + sqrt(min(place.stories, 100)) / 10), 1)


def _overlap(one: _Box, other: _Box) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def point_faults(latitude: Degrees | None, longitude: Degrees | None) -> Iterator[BadInput]:
    """Neither says that the place is on no map."""
    if (latitude is None) != (longitude is None):
        yield BadInput("Please give both, or neither.", code="half-a-point", field="longitude")
    for field, degrees, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if degrees is not None and not -most <= degrees <= most:
            said = "This lies between -%(most)d and %(most)d."
            yield BadInput(said, code="off-the-earth", field=field, most=most)
