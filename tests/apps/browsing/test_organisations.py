"""Organisations and groups with a page for everybody: what was gathered with them, and nobody who belongs to them."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heard.apps.exploring.search import Wanted, answer
from heard.apps.joining.actions import groups
from heard.apps.joining.models import Group
from heard.apps.telling.actions.stories import describe_story
from heard.core.errors import BadInput, NotAllowed


@pytest.fixture
def carers(ada, ben, hana):
    group = Group(name="Carers of Salford", kind="organisation", about="People who care.", is_public=True)
    group.website = "https://carers.example"
    groups.make_group(group, by=hana)
    groups.join(group, ada)
    groups.join(group, ben)
    return group


@pytest.fixture
def told(story, carers, ada):
    shown, secret = story("The bus"), story("A secret", published=False)
    for one in (shown, secret):
        describe_story(one, {"gathered_with": carers}, by=ada)
    return shown


PAGE = "/organisations/carers-of-salford/"


def test_its_page_says_what_it_is_for_and_shows_what_was_gathered_with_it(browse, told):
    response = browse(None).get(PAGE)
    text = response.content.decode()
    assert [story.title for story in response.context["page"]] == ["The bus"]
    assert "People who care." in text
    assert 'href="https://carers.example"' in text
    [linked] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    found = json.loads(linked)
    assert (found["@type"], found["name"], found["sameAs"]) == (
        "Organization",
        "Carers of Salford",
        "https://carers.example",
    )


def test_who_belongs_is_told_nobody_but_who_gathered_the_stories_is(browse, told, ada, ben):
    text = browse(None).get(PAGE).content.decode()
    assert ada.name in text
    assert ben.name not in text


def test_what_somebody_may_not_see_is_not_counted(browse, told, ada):
    for who, stories in ((None, 1), (ada, 2)):
        assert [row.told for row in browse(who).get("/organisations/").context["page"]] == [stories]


def test_a_group_without_the_tick_is_nowhere(browse, told, carers, hana):
    carers.is_public = False
    groups.describe_group(carers, by=hana)
    assert browse(None).get(PAGE).status_code == 404
    assert browse(None).get(f"{PAGE}feed.atom").status_code == 404
    for page in ("/organisations/", "/explore/", told.get_absolute_url(), "/sitemap-browsing.xml"):
        assert "Carers" not in browse(None).get(page).content.decode()
        assert "carers-of" not in browse(None).get(page).content.decode()
    assert not answer(hana, Wanted("", {"group": "carers-of-salford"})).stories


def test_a_story_says_with_whom_it_was_gathered(browse, told):
    for page in (told.get_absolute_url(), "/explore/"):
        assert f'href="{PAGE}"' in browse(None).get(page).content.decode()


def test_the_page_that_strangers_share_follows_a_new_name(browse, told, carers, hana):
    assert "Carers of Salford" in browse(None).get(told.get_absolute_url()).content.decode()
    carers.name = "Carers of Bury"
    groups.describe_group(carers, by=hana)
    assert "Carers of Bury" in browse(None).get(told.get_absolute_url()).content.decode()


def test_a_list_is_narrowed_by_it(browse, told, story):
    story("The train")
    response = browse(None).get("/explore/?group=carers-of-salford")
    assert [result.story.title for result in response.context["page"]] == ["The bus"]
    sides = browse(None).get("/explore/?q=bus").context["answer"].choices["group"]
    assert [(choice.value, choice.label, choice.stories) for choice in sides] == [
        ("carers-of-salford", "Carers of Salford", 1)
    ]


def test_it_can_be_followed(browse, told):
    feed = feedparser.parse(browse(None).get(f"{PAGE}feed.atom").content)
    assert [entry.title for entry in feed.entries] == ["The bus"]


def test_reporters_choose_among_their_own_groups(told, carers, story, max_, hana):
    other = Group(name="Others", is_public=True)
    groups.make_group(other, by=hana)
    with pytest.raises(BadInput):
        describe_story(told, {"gathered_with": other}, by=told.reporter)
    describe_story(told, {"gathered_with": None}, by=told.reporter)
    told.refresh_from_db()
    assert told.gathered_with is None


def test_what_an_editor_chose_stays_when_its_reporter_says_something_else(browse, told, ada, carers, hana):
    groups.end_membership(carers.memberships.get(person=ada), by=hana)
    page = browse(ada).get(f"{told.get_absolute_url()}edit/").context["forms"]["details"]
    assert page["gathered_with"].value() == carers.pk
    describe_story(told, {"title": "Another", "gathered_with": carers}, by=ada)
    told.refresh_from_db()
    assert (told.title, told.gathered_with) == ("Another", carers)


def test_only_editors_give_a_group_a_page(browse, carers, ada, hana):
    carers.is_public = False
    groups.describe_group(carers, by=hana)
    groups.set_leader(carers.memberships.get(person=ada), True, by=hana)
    assert "is_public" not in browse(ada).get(f"/groups/{carers.slug}/change/").context["form"].fields
    carers.is_public = True
    with pytest.raises(NotAllowed):
        groups.describe_group(carers, by=ada)


@pytest.mark.parametrize("website", ["carers", "ftp://carers.example", "javascript:alert(1)", "https://", "http://[x"])
def test_a_website_is_one(carers, hana, website):
    carers.website = website
    with pytest.raises(BadInput):
        groups.describe_group(carers, by=hana)


def test_thirty_stories_cost_no_more_questions_than_three(browse, told, carers, story, ada):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            browse(None).get(PAGE)
        return len(asked)

    for number in range(30):
        describe_story(story(f"Story {number}"), {"gathered_with": carers}, by=ada)
        if number == 1:
            browse(None).get(PAGE)
            few = questions()
    browse(None).get(PAGE)
    assert questions() == few <= 12
