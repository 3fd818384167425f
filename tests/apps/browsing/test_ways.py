"""Themes and places: what is under them, and nothing that whoever looks may not see."""

from __future__ import annotations

import feedparser
import pytest
from django.urls import reverse

from heard.apps.sharing.actions import share
from tests.apps.sharing.test_moments import refuse_quoting
from tests.renditions import give_sound


@pytest.fixture
def network(story):
    first = story("The bus", themes=("Transport", "Health"), place="St. Mary's")
    story("The train", themes=("Transport",), place="st marys")
    story("A secret", themes=("Secrets", "Transport"), place="Nowhere", published=False)
    return give_sound(first)


def titles(response):
    return [story.title for story in response.context["page"]]


def test_themes_are_listed_with_how_much_is_under_them(browse, network, ada):
    told = browse(None).get(reverse("themes")).context["ways"]
    assert [(way.name, way.stories) for way in told] == [("Health", 1), ("Transport", 2)]
    own = browse(ada).get(reverse("themes")).context["ways"]
    assert [(way.name, way.stories) for way in own] == [("Health", 1), ("Secrets", 1), ("Transport", 3)]


def test_a_theme_shows_its_stories_and_what_else_they_are_about(browse, network):
    response = browse(None).get("/themes/transport/")
    assert titles(response) == ["The train", "The bus"]
    assert [(way.name, way.stories) for way in response.context["related"]] == [("Health", 1)]


def test_a_theme_of_private_stories_alone_is_not_there_for_others(browse, network, ada):
    assert [browse(who).get("/themes/secrets/").status_code for who in (None, ada)] == [404, 200]
    assert browse(None).get("/themes/nothing/").status_code == 404


def test_places_that_differ_only_in_how_they_are_written_are_one(browse, network, ada):
    assert [(way.slug, way.stories) for way in browse(None).get(reverse("places")).context["ways"]] == [("st-marys", 2)]
    assert titles(browse(None).get("/places/st-marys/")) == ["The train", "The bus"]
    assert [browse(who).get("/places/nowhere/").status_code for who in (None, ada)] == [404, 200]


def test_a_place_may_be_in_any_script(browse, story):
    story("Here", place="কলকাতা")
    way = browse(None).get(reverse("places")).context["ways"][0]
    assert titles(browse(None).get(reverse("place", args=[way.slug]))) == ["Here"]


def test_moments_are_heard_on_the_page_while_they_may_be_quoted(browse, network, ada):
    share(network, "w10", "w13", revision=1)
    share(network, "w1", "w2", revision=1)
    assert [moment.text for moment in browse(None).get("/themes/transport/").context["moments"]] == ["Do you"]
    refuse_quoting(network, ada)
    assert browse(None).get("/themes/transport/").context["moments"] == []


@pytest.mark.parametrize("path", ["/themes/", "/themes/transport/", "/places/", "/places/st-marys/", "/collections/"])
def test_the_pages_cost_the_same_however_many_stories(browse, story, network, path, django_assert_max_num_queries):
    for number in range(9):
        story(f"More {number}", themes=("Transport", f"Theme {number}"), place="St Marys")
    browse(None).get(path)
    with django_assert_max_num_queries(12):
        browse(None).get(path)


def test_home_lets_one_hear_somebody_at_once(browse, network, ada):
    assert "Hear somebody now" not in browse(None).get("/").content.decode()
    share(network, "w10", "w13", revision=1)
    home = browse(None).get("/").content.decode()
    assert "experience of coal production," in home
    refuse_quoting(network, ada)
    assert "Hear somebody now" not in browse(None).get("/").content.decode()


def test_stories_lead_to_their_themes_and_places(browse, network):
    page = browse(None).get(network.get_absolute_url()).content.decode()
    assert 'href="/themes/transport/"' in page
    assert 'href="/places/st-marys/"' in page


@pytest.mark.parametrize("page", ["/themes/transport/", "/places/st-marys/"])
def test_a_theme_and_a_place_can_be_followed(browse, network, ada, page):
    feed = f"{page}feed.atom"
    assert f'type="application/atom+xml" href="{feed}"' in browse(None).get(page).content.decode()
    for who in (None, ada):
        told = feedparser.parse(browse(who).get(feed).content)
        assert [entry.title for entry in told.entries] == ["The train", "The bus"]
        assert told.feed.link == f"http://testserver{page}"


@pytest.mark.parametrize("page", ["/themes/secrets/", "/places/nowhere/"])
def test_what_strangers_may_not_see_cannot_be_followed_by_anybody(browse, network, ada, page):
    assert [browse(who).get(f"{page}feed.atom").status_code for who in (None, ada)] == [404, 404]
