"""Where a point of the earth stands on a picture, and how exactly it is shown."""

from __future__ import annotations

import pytest

from heard.core.maps import KINGDOM, WORLD, Placed, marks, point_faults

SALFORD = (53.5, -2.3)


def placed(name, stories, where=SALFORD):
    return Placed(name, name.lower(), stories, *where)


def test_north_is_up_and_east_is_right():
    cardiff, leeds = KINGDOM.at(51.5, -3.2), KINGDOM.at(53.8, -1.5)
    assert leeds[0] > cardiff[0]
    assert leeds[1] < cardiff[1]
    assert WORLD.at(WORLD.north, WORLD.west) == (0, 0)
    assert WORLD.at(WORLD.south, WORLD.east) == pytest.approx((WORLD.width, WORLD.height), abs=1)


def test_where_one_story_tells_of_a_place_only_the_area_is_marked():
    assert placed("Salford", 2).point() == SALFORD
    assert placed("Salford", 1).point() == (54, -2)
    [area], [exact] = (marks(KINGDOM, [placed("Salford", stories)]) for stories in (1, 2))
    assert (area.x, area.y) == KINGDOM.at(54, -2)
    assert area.radius == pytest.approx(KINGDOM.of_degree() / 2, abs=0.1)
    assert exact.radius < area.radius


def test_an_area_does_not_tell_two_places_in_it_apart():
    one, other = marks(KINGDOM, [placed("Salford", 1, (53.5001, -2.3)), placed("Leigh", 1, (53.6, -2.4))])
    assert (one.x, one.y) == (other.x, other.y)


def test_places_off_the_picture_are_not_on_it():
    assert marks(KINGDOM, [placed("Lagos", 4, (6.5, 3.4))]) == []
    assert [mark.place.name for mark in marks(WORLD, [placed("Lagos", 4, (6.5, 3.4))])] == ["Lagos"]


def test_a_name_stands_beside_its_mark_only_where_there_is_room():
    found = marks(KINGDOM, [placed("Salford", 9), placed("Manchester", 4, (53.5, -2.2)), placed("Leeds", 3, (55, -2))])
    assert [(mark.place.name, mark.label) for mark in found] == [
        ("Salford", True),
        ("Manchester", False),
        ("Leeds", True),
    ]


def test_a_name_is_not_written_over_another_area():
    west, east = placed("Bethesda", 1, (53.2, -4.1)), placed("Tameside", 1, (53.4, -2.1))
    found = {mark.place.name: mark.label for mark in marks(KINGDOM, [west, east])}
    assert found == {"Bethesda": False, "Tameside": True}


def test_areas_are_drawn_first_so_that_they_hide_nothing():
    found = marks(KINGDOM, [placed("Salford", 9), placed("Leigh", 1)])
    assert [mark.place.is_area for mark in found] == [True, False]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ((53.5, -2.3), []),
        ((None, None), []),
        ((53.5, None), ["half-a-point"]),
        ((91, 0), ["off-the-earth"]),
        ((0, -181), ["off-the-earth"]),
    ],
)
def test_a_point_lies_on_the_earth(given, codes):
    assert [fault.code for fault in point_faults(*given)] == codes
