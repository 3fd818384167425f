"""Searches that somebody keeps, to be told when something new matches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from heard.apps.conversing.models import Notice
from heard.apps.conversing.queries.notices import in_words, notices_for
from heard.apps.exploring import actions, tasks
from heard.apps.exploring.models import KeptSearch
from heard.apps.exploring.search import Wanted
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, TooMany
from tests.page import Page

ZEBRA = Wanted("zebra")


def _later():
    KeptSearch.objects.update(looked_at=timezone.now() - timedelta(hours=1))
    tasks.tick()


def _told(person):
    return [(told.sentence, told.note) for told in map(in_words, notices_for(person))]


def test_somebody_is_told_once_of_what_comes_later(browse, story, ben):
    story("Before", ("S1", "A zebra."))
    actions.keep_search(ZEBRA, by=ben)
    _later()
    assert _told(ben) == []
    for title in ("One", "Two", "Three"):
        story(title, ("S1", "Another zebra."))
    _later()
    _later()
    assert _told(ben) == [("New stories match a search that you keep.", "“zebra”")]
    assert "3 new stories" in Page(browse(ben).get("/explore/kept/")).texts("li", "kept-search")[0]


def test_a_story_that_its_person_may_not_see_is_not_told(browse, story, ben):
    actions.keep_search(ZEBRA, by=ben)
    story("A secret", ("S1", "A zebra."), published=False)
    _later()
    assert _told(ben) == []
    told = story("Told", ("S1", "A zebra."))
    _later()
    Story.objects.filter(pk=told.pk).update(state=Story.State.DRAFT)
    assert Page(browse(ben).get("/explore/kept/")).texts("span", "badge") == []


def test_opening_it_leads_to_the_search_and_is_looking_at_it(browse, story, ben):
    row = actions.keep_search(Wanted("zebra", {"place": "Salford"}), by=ben)
    story("Told", ("S1", "A zebra."), place="Salford")
    _later()
    assert browse(ben).get(row.get_absolute_url()).headers["Location"] == "/explore/?q=zebra&place=Salford"
    assert Page(browse(ben).get("/explore/kept/")).texts("span", "badge") == []


def test_ended_it_leaves_nothing(browse, story, ben):
    row = actions.keep_search(ZEBRA, by=ben)
    story("Told", ("S1", "A zebra."))
    _later()
    assert browse(ben).post(f"{row.get_absolute_url()}end/").status_code == 302
    assert (KeptSearch.objects.count(), Notice.objects.filter(person=ben).count()) == (0, 0)


def test_nobody_opens_or_ends_that_of_somebody_else(browse, ben, max_):
    row = actions.keep_search(ZEBRA, by=ben)
    assert browse(max_).get(row.get_absolute_url()).status_code == 404
    assert browse(max_).post(f"{row.get_absolute_url()}end/").status_code == 404
    assert browse(None).get("/explore/kept/").status_code == 302


def test_it_is_kept_once_and_not_for_nothing_and_there_is_an_end_to_it(ben):
    assert actions.keep_search(ZEBRA, by=ben) == actions.keep_search(ZEBRA, by=ben)
    with pytest.raises(BadInput):
        actions.keep_search(Wanted(), by=ben)
    for number in range(actions.MOST - 1):
        actions.keep_search(Wanted(f"word{number}"), by=ben)
    with pytest.raises(TooMany):
        actions.keep_search(Wanted("more"), by=ben)
