"""The map of places: where editors said that they lie, as exactly as may be, and only of what somebody may see."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heard.apps.browsing import actions
from heard.apps.browsing.models import Point
from heard.core.errors import BadInput, NotAllowed
from heard.core.maps import KINGDOM


@pytest.fixture
def network(story):
    story("The bus", place="Salford")
    story("The train", place="salford")
    story("A secret", place="Nowhere", published=False)


def marked(response):
    return [(mark.place.name, mark.x, mark.y) for one in response.context["maps"] for mark in one.marks]


def test_a_place_is_on_the_map_once_an_editor_said_where_it_lies(browse, network, cleo):
    assert marked(browse(None).get(reverse("places"))) == []
    browse(cleo).post(reverse("place-on-map", args=["salford"]), {"latitude": "53.4875", "longitude": "-2.2901"})
    row = Point.objects.get()
    assert (str(row.latitude), str(row.longitude)) == ("53.5", "-2.3")
    response = browse(None).get(reverse("places"))
    assert marked(response) == [("Salford", *KINGDOM.at(53.5, -2.3))]
    assert f'href="{reverse("place", args=["salford"])}"' in response.content.decode()


def test_a_place_is_taken_off_the_map_by_leaving_both_empty(browse, network, cleo):
    actions.put_on_map("salford", 53.5, -2.3, by=cleo)
    browse(cleo).post(reverse("place-on-map", args=["salford"]), {"latitude": "", "longitude": ""})
    assert not Point.objects.exists()


def test_only_editors_say_where_places_lie(browse, network, ada):
    assert browse(None).get(reverse("place-on-map", args=["salford"])).status_code == 302
    assert browse(ada).get(reverse("place-on-map", args=["salford"])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.put_on_map("salford", 53.5, -2.3, by=ada)


def test_half_a_point_is_refused_beside_its_field(browse, network, cleo):
    response = browse(cleo).post(reverse("place-on-map", args=["salford"]), {"latitude": "53.5", "longitude": ""})
    assert (response.status_code, list(response.context["form"].errors)) == (400, ["longitude"])
    with pytest.raises(BadInput):
        actions.put_on_map("salford", 53.5, None, by=cleo)


def test_a_place_of_private_stories_alone_is_on_no_map_of_others(browse, network, ada, cleo):
    actions.put_on_map("nowhere", 51.5, -0.1, by=cleo)
    assert marked(browse(None).get(reverse("places"))) == []
    assert [name for name, _x, _y in marked(browse(ada).get(reverse("places")))] == ["Nowhere"]


def test_a_place_of_which_one_story_may_be_seen_is_marked_as_an_area(browse, network, cleo, story):
    actions.put_on_map("salford", 53.5, -2.3, by=cleo)
    shown = story("Alone", place="Leigh")
    actions.put_on_map("leigh", 53.6, -2.4, by=cleo)
    page = browse(None).get(reverse("places"))
    assert ("Leigh", *KINGDOM.at(54, -2)) in marked(page)
    exactly = KINGDOM.at(53.6, -2.4)[0]
    assert f'cx="{exactly}"' not in page.content.decode()
    shown.place = "Salford"
    shown.save()
    assert [name for name, _x, _y in marked(browse(None).get(reverse("places")))] == ["Salford"]


def test_places_elsewhere_stand_on_a_map_of_the_world(browse, network, cleo, story):
    story("Far", place="Lagos")
    actions.put_on_map("lagos", 6.5, 3.4, by=cleo)
    actions.put_on_map("salford", 53.5, -2.3, by=cleo)
    maps = browse(None).get(reverse("places")).context["maps"]
    assert [one.picture.name for one in maps] == ["kingdom", "world"]


def test_the_database_keeps_no_point_off_the_earth(db):
    with pytest.raises((IntegrityError, ValidationError)):
        Point.objects.create(slug="moon", latitude=95, longitude=0)


@pytest.mark.parametrize("name", ["kingdom", "world"])
def test_each_picture_was_drawn_when_the_front_end_was_collected(name):
    drawn = ElementTree.parse(finders.find(f"vendor/map-{name}.svg")).getroot()
    shapes = {shape.get("id"): shape.get("d") for shape in drawn}
    assert set(shapes) == ({"around", "here"} if name == "kingdom" else {"around"})
    assert all(re.fullmatch(r"(M[-\d.]+ [-\d.]+(L[-\d.]+ [-\d.]+)+z)+", shape) for shape in shapes.values())
    assert finders.find("vendor/maps.LICENSE.txt")


def test_thirty_places_cost_no_more_questions_than_one(browse, story, cleo):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browse(None).get(reverse("places"))
        return len(asked)

    story("The bus", place="Place 1")
    actions.put_on_map("place-1", 53.5, -2.3, by=cleo)
    few = questions()
    for number in range(2, 31):
        story(f"Story {number}", place=f"Place {number}")
        actions.put_on_map(f"place-{number}", 50 + number / 10, -2.3, by=cleo)
    assert questions() == few <= 12
