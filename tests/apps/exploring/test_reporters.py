"""Reporters: people with their stories."""

from __future__ import annotations

import pytest

from heard.core.people.permissions import Role
from tests.cast import make_person
from tests.page import Page


def test_people_with_a_published_story_are_listed_with_how_many(browse, story, ada, ben):
    tom = make_person("Tom Ellis", Role.REPORTER)
    make_person("Una Untold", Role.REPORTER)
    for title, by in (("One", ada), ("Two", ada), ("Three", tom)):
        story(title, by=by)
    page = Page(browse(None).get("/reporters/"))
    assert page.texts("h2", "card-title") == ["Ada Okafor", "Tom Ellis"]
    assert page.texts("p", "card-meta") == ["2 stories", "1 story"]


def test_a_reporters_page_has_their_name_their_words_and_their_stories(browse, story, ada):
    ada.about = "I go round asking."
    ada.save()
    story("One")
    story("Two")
    page = Page(browse(None).get("/reporters/ada-okafor/"))
    assert page.texts("h1") == ["Ada Okafor"]
    assert page.texts("h3", "card-title") == ["Two", "One"]
    assert page.texts("title") == ["Ada Okafor – Heard"]
    assert ada.email not in browse(None).get("/reporters/ada-okafor/").content.decode()


def test_somebody_with_drafts_alone_is_a_page_only_to_themselves_and_editors(browse, story, ada, ben, cleo, max_, hana):
    story("A secret", published=False)
    statuses = {
        str(person): browse(person).get("/reporters/ada-okafor/").status_code
        for person in (None, ada, ben, cleo, max_, hana)
    }
    assert statuses == {
        "None": 404,
        "Ada Okafor": 200,
        "Ben Achterberg": 404,
        "Cleo Marsh": 200,
        "Max Nobody": 404,
        "Hana Yilmaz": 200,
    }
    assert Page(browse(max_).get("/reporters/")).texts("h2", "card-title") == []


def test_max_counts_only_what_he_may_see(browse, story, max_):
    story("Told")
    story("A secret", published=False)
    assert Page(browse(max_).get("/reporters/")).texts("p", "card-meta") == ["1 story"]
    assert Page(browse(max_).get("/reporters/ada-okafor/")).texts("h3", "card-title") == ["Told"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_database_as_often_for_three_as_for_one(
    browse, story, ada, number, django_assert_num_queries
):
    for index in range(number):
        story(f"By Ada {index}", themes=("Care",))
        story(f"By another {index}", by=make_person(f"Person{index} Name", Role.REPORTER))
    with django_assert_num_queries(2):
        browse(None).get("/reporters/")
    with django_assert_num_queries(9):
        browse(None).get("/reporters/ada-okafor/")


def test_the_list_has_pages(browse, story, monkeypatch):
    monkeypatch.setattr("heard.apps.exploring.queries.REPORTERS", 2)
    for name in ("Ann", "Bea", "Cid"):
        story(f"By {name}", by=make_person(f"{name} Name", Role.REPORTER))
    pages = [Page(browse(None).get(f"/reporters/?page={page}")).texts("h2", "card-title") for page in (1, 2)]
    assert pages == [["Ann Name", "Bea Name"], ["Cid Name"]]


def test_a_page_says_what_somebody_gathered_is_about_and_where_it_was_told(browse, story, ada):
    story("One", themes=("Transport", "Health"), place="Salford")
    story("Two", themes=("Health",), place="salford")
    story("A secret", themes=("Secrets",), place="Nowhere", published=False)
    page = Page(browse(None).get("/reporters/ada-okafor/"))
    assert page.texts("h2")[-2:] == ["What these stories are about", "Where they were told"]
    assert page.texts("ul", "ways") == ["Health 2 stories Transport 1 story", "Salford 2 stories"]


def test_many_stories_stand_on_several_pages(browse, story):
    for number in range(13):
        story(f"Story {number}")
    pages = [Page(browse(None).get(f"/reporters/ada-okafor/{query}")) for query in ("", "?page=2")]
    assert [len(page.texts("h3", "card-title")) for page in pages] == [12, 1]
