"""Explore: the list of stories, by words, theme and place."""

from __future__ import annotations

import pytest

from tests.page import Page


def _titles(response):
    return Page(response).texts("h3", "card-title")


def _heading(response):
    return Page(response).texts("h2", "results-title")


def test_explore_opens_for_everybody(browse, ada, ben, cleo, max_, hana):
    statuses = [browse(person).get("/explore/").status_code for person in (None, ada, ben, cleo, max_, hana)]
    assert statuses == [200] * 6


def test_stories_stand_newest_first(browse, story):
    for title in ("First", "Second", "Third"):
        story(title)
    response = browse(None).get("/explore/")
    assert _titles(response) == ["Third", "Second", "First"]
    assert _heading(response) == ["3 stories, newest first"]


def test_a_draft_is_listed_for_its_reporter_and_editors_alone(browse, story, ada, cleo, ben, max_):
    story("Told")
    story("A secret", published=False)
    listed = {name: _titles(browse(person).get("/explore/")) for name, person in _cast(ada, cleo, ben, max_)}
    assert listed == {
        "ada": ["A secret", "Told"],
        "cleo": ["A secret", "Told"],
        "ben": ["Told"],
        "max": ["Told"],
        "nobody": ["Told"],
    }


def _cast(ada, cleo, ben, max_):
    return (("ada", ada), ("cleo", cleo), ("ben", ben), ("max", max_), ("nobody", None))


def test_a_draft_gives_max_neither_words_nor_number_nor_theme_nor_place(browse, story, max_):
    story("Told", ("S1", "A zebra crossed."))
    story("A secret", ("S1", "Another zebra."), published=False, themes=("Hush",), place="Hidden Town")
    response = browse(max_).get("/explore/", {"q": "zebra"})
    assert _heading(response) == ["1 story with “zebra”"]
    assert Page(response).texts("span", "said-text") == ["A zebra crossed."]
    assert "Hush" not in response.content.decode()
    assert "Hidden" not in response.content.decode()
    for asked in ({"theme": "hush"}, {"place": "Hidden Town"}, {"q": "secret"}):
        assert _titles(browse(max_).get("/explore/", asked)) == []


def test_a_word_that_was_said_leads_to_its_second(browse, story):
    told = story("Told", ("S1", "Hello there."), ("S2", "My experience of co-production is good."))
    response = browse(None).get("/explore/", {"q": "production"})
    assert Page(response).texts("mark") == ["co-production"]
    # "Hello there." takes 1 s and the pause a second; "co-production" is the fourth word of the second turn.
    assert Page(response).links("said-link") == [f"{told.get_absolute_url()}?t=3.50#p-w3"]


def test_found_words_are_marked_in_title_summary_and_speech(browse, story):
    story("A circle", ("S1", "It is a circle."), summary="Circles everywhere.")
    assert Page(browse(None).get("/explore/", {"q": "circle"})).texts("mark") == ["circle", "Circles", "circle"]


def test_markup_in_a_story_or_a_search_is_shown_as_it_was_written(browse, story):
    story("<b>Bold</b> & co", ("S1", "Say <script>alert(1)</script> twice."))
    page = browse(None).get("/explore/", {"q": "<script>alert"}).content.decode()
    assert "<script>alert" not in page
    assert "<b>Bold" not in page
    assert "Say &lt;<mark>script</mark>&gt;<mark>alert</mark>(1)&lt;/<mark>script</mark>&gt; twice." in page


def test_theme_and_place_narrow_the_list(browse, story):
    story("Here", themes=("Care", "Food"), place="Salford")
    story("There", themes=("Care",), place="Stockport")
    client = browse(None)
    assert _titles(client.get("/explore/", {"theme": "care"})) == ["There", "Here"]
    assert _titles(client.get("/explore/", {"theme": "care", "place": "Salford"})) == ["Here"]
    assert Page(client.get("/explore/")).texts("a", "side-link") == [
        "Care 2 stories",
        "Food 1 stories",
        "Salford 1 stories",
        "Stockport 1 stories",
    ]
    assert Page(client.get("/explore/?q=coal&theme=food")).links("side-away") == ["?q=coal"]


@pytest.mark.parametrize("asked", [{"q": "zzz"}, {"q": "!!!"}, {"theme": "none"}, {"place": "Nowhere"}])
def test_nothing_found_is_said_in_plain_words(browse, story, asked):
    story("Told")
    response = browse(None).get("/explore/", asked)
    words = asked.get("q")
    assert _heading(response) == [f"No story has “{words}” in it" if words else "No story is like that"]
    assert _titles(response) == []


def test_a_search_for_nothing_but_a_null_byte_lists_every_story(browse, story):
    story("Told")
    assert _titles(browse(None).get("/explore/", {"q": "\x00"})) == ["Told"]


def test_pages_hold_twelve_stories_and_lead_on_with_what_was_asked(browse, story):
    for number in range(13):
        story(f"Story {number}", place="Salford", transcript=False)
    client = browse(None)
    first = client.get("/explore/", {"place": "Salford"})
    assert len(_titles(first)) == 12
    assert Page(first).links("button-quiet") == ["?place=Salford&page=2"]
    assert _titles(client.get("/explore/?place=Salford&page=2")) == ["Story 0"]
    assert _titles(client.get("/explore/?place=Salford&page=nonsense")) == _titles(first)


@pytest.mark.parametrize("stories", [1, 3, 30])
def test_a_search_asks_the_database_as_often_for_three_stories_as_for_one(
    browse, story, stories, django_assert_num_queries
):
    for number in range(stories):
        story(f"Story {number}", themes=("Care",))
    client = browse(None)
    for _ in range(3):  # which index what is new
        client.get("/explore/", {"q": "coal production"})
    with django_assert_num_queries(9):  # one of them for the articles in which it stands
        client.get("/explore/", {"q": "coal production"})
