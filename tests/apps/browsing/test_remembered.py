"""Themes and places are counted once while nothing changes, and anew as soon as anything does that counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from heard.apps.browsing import queries
from heard.apps.exploring.queries import state_of_lists
from heard.apps.telling.actions.consent import Hand, record_consent
from heard.apps.telling.models import Story, Theme
from heard.core.people.consent import Use


@pytest.fixture
def told(story):
    story("The train", themes=("Transport",), place="Salford")
    return story("The bus", themes=("Transport",), place="Salford")


def counted(browse, who=None):
    pages = [browse(who).get(path) for path in ("/themes/", "/places/")]
    return [[(way.name, way.stories) for way in page.context["ways"]] for page in pages]


TWO = [[("Transport", 2)], [("Salford", 2)]]
ONE = [[("Transport", 1)], [("Salford", 1)]]


@pytest.mark.parametrize("path", ["/themes/", "/places/", "/themes/transport/", "/places/salford/"])
def test_who_comes_next_is_told_without_counting_anew(browse, told, path):
    browse(None).get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browse(None).get(path).status_code == 200
    assert not [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()]


def change(told, **how):
    Story.objects.filter(pk=told.pk).update(**how)


def test_whatever_takes_a_story_out_of_the_lists_counts_at_once(browse, told, ada):
    assert counted(browse) == TWO
    for how, back in (
        ({"state": "draft"}, {"state": "published"}),
        ({"held_at": timezone.now()}, {"held_at": None}),
        ({"reach": "members"}, {"reach": "everyone"}),
        ({"opens_on": timezone.localdate() + timedelta(days=1)}, {"opens_on": None}),
        ({"closes_on": timezone.localdate() - timedelta(days=1)}, {"closes_on": None}),
    ):
        change(told, **how)
        assert counted(browse) == ONE, how
        change(told, **back)
        assert counted(browse) == TWO, back
    record_consent(told.people.get(), {Use.PUBLISH: False}, hand=Hand(ada))
    assert counted(browse) == ONE


def test_another_place_and_another_theme_count_at_once(browse, told):
    assert counted(browse) == TWO
    change(told, place="Leeds")
    told.themes.set([Theme.objects.create(name="Work", slug="work")])
    assert counted(browse) == [[("Transport", 1), ("Work", 1)], [("Leeds", 1), ("Salford", 1)]]
    Theme.objects.filter(slug="work").update(name="Labour")
    assert counted(browse)[0] == [("Labour", 1), ("Transport", 1)]
    told.delete()
    assert counted(browse) == ONE


def test_on_another_day_it_is_counted_anew(browse, told, monkeypatch):
    change(told, closes_on=timezone.localdate())
    assert counted(browse) == TWO
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: tomorrow)
    assert counted(browse) == ONE


def test_what_editors_see_is_not_what_strangers_are_told(browse, told, cleo, max_, ada, story):
    story("A secret", themes=("Secrets",), place="Nowhere", published=False)
    both = [[("Secrets", 1), ("Transport", 2)], [("Nowhere", 1), ("Salford", 2)]]
    for _ in range(2):
        assert [counted(browse, who) for who in (cleo, None, max_, ada)] == [both, TWO, TWO, both]
    assert [state_of_lists(who) is None for who in (cleo, max_, ada)] == [False, True, True]


def test_what_came_while_it_was_counted_is_counted_by_whoever_comes_next(browse, told, monkeypatch):
    """Somebody publishes after the state was read, and before the counting ends."""
    count = queries._themes

    def slowly(*given):
        found = count(*given)
        change(told, state="draft")
        return found

    monkeypatch.setattr(queries, "_themes", slowly)
    assert counted(browse)[0] == [("Transport", 2)]
    monkeypatch.setattr(queries, "_themes", count)
    assert counted(browse)[0] == [("Transport", 1)]
