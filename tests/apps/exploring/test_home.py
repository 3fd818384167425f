"""Home: what this place is, the newest stories, one to put right, and honest counts."""

from __future__ import annotations

import pytest
from django.test import Client

from heard.apps.correcting.models import Correction
from tests.page import Page


def _titles(response):
    return Page(response).texts("h3", "card-title")


def _correct(story, state="accepted"):
    Correction.objects.create(story=story, kind="replace", start=0, end=1, heard="coal", text="co", base=1, state=state)


def test_home_opens_for_everybody(browse, ada, ben, cleo, max_, hana):
    statuses = [browse(person).get("/").status_code for person in (None, ada, ben, cleo, max_, hana)]
    assert statuses == [200] * 6


def test_the_title_of_the_page_names_the_page_and_then_the_network(browse):
    assert Page(browse(None).get("/")).texts("title") == ["Home – Heard"]


def test_an_empty_network_says_so_and_counts_nothing(browse):
    page = Page(browse(None).get("/"))
    assert page.texts("p", "panel") == ["No story has been published yet. The first one could be yours."]
    assert page.texts("h2") == ["Newest stories", "How it works"]


def test_the_newest_six_stories_stand_first_to_last(browse, story):
    for number in range(1, 8):
        story(f"Story {number}", transcript=False)
    assert _titles(browse(None).get("/")) == ["Story 7", "Story 6", "Story 5", "Story 4", "Story 3", "Story 2"]


def test_a_private_draft_is_not_on_home_even_for_its_reporter(browse, story, ada, max_):
    story("A secret", published=False)
    pages = [browse(person).get("/").content.decode() for person in (None, ada, max_)]
    assert ["A secret" in page for page in pages] == [False, False, False]


def test_the_story_to_put_right_is_the_one_that_the_fewest_have_helped_with(browse, story):
    old, new = story("Helped"), story("Not helped")
    story("Not written down", transcript=False)
    _correct(old)
    assert browse(None).get("/").context["to_put_right"] == new


def test_a_draft_is_never_offered_to_be_put_right(browse, story):
    story("A secret", published=False)
    assert browse(None).get("/").context["to_put_right"] is None


def test_counts_are_of_published_stories_and_accepted_corrections(browse, story):
    told, draft = story("Told"), story("Draft", published=False)
    story("One voice", ("S1", "Only me."))
    for about, state in ((told, "accepted"), (told, "accepted"), (told, "waiting"), (draft, "accepted")):
        _correct(about, state)
    assert Page(browse(None).get("/")).texts("strong") == ["2", "3", "2"]


@pytest.mark.parametrize("stories", [1, 3])
def test_home_asks_the_database_as_often_for_three_stories_as_for_one(
    browse, story, stories, django_assert_num_queries
):
    for number in range(stories):
        story(f"Story {number}", themes=("Care",))
    with django_assert_num_queries(7):
        browse(None).get("/")


def test_what_the_head_offers_depends_on_who_reads(browse, ada, ben, cleo):
    def offered(client: Client):
        labels = Page(client.get("/")).texts("a")
        return [label for label in labels if label in {"Log in", "Tell a story", "My stories", "Review"}]

    assert offered(browse(None)) == ["Log in"]
    assert offered(browse(ben)) == []
    assert offered(browse(ada)) == ["Tell a story", "My stories"]
    assert offered(browse(cleo)) == ["Tell a story", "My stories", "Review"]
