"""A story that is held while somebody looks at a concern: gone at once for everybody but those who look after it."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.journal.models import Entry
from heard.apps.telling.actions.holding import hold_story, release_story


def statuses(browse, people, address):
    return [browse(who).get(address).status_code for who in people]


def test_a_held_story_is_there_for_its_reporter_and_editors_alone(browse, story, ada, ben, cleo, hana):
    told = story()
    people = (None, ben, ada, cleo, hana)
    hold_story(told, by=None, why="concern:1")
    for address in (told.get_absolute_url(), reverse("captions", args=[told.slug])):
        assert statuses(browse, people, address) == [404, 404, 200, 200, 200]


def test_it_is_not_found_by_strangers_either(browse, story):
    told = story()
    hold_story(told, by=None, why="concern:1")
    assert told.title not in browse(None).get(reverse("explore"), {"q": "production"}).content.decode()


def test_a_released_story_is_as_open_as_it_was(browse, story, cleo):
    told, draft = story(), story("Not yet", published=False)
    for one in (told, draft):
        hold_story(one, by=None, why="concern:1")
        release_story(one, by=cleo, why="concern:1")
    assert [statuses(browse, (None,), one.get_absolute_url()) for one in (told, draft)] == [[200], [404]]


def test_holding_twice_is_holding_once(story, cleo):
    told = story()
    assert [hold_story(told, by=None, why="concern:1"), hold_story(told, by=cleo, why="concern:2")] == [True, False]
    assert [entry.detail for entry in Entry.objects.filter(action="story held")] == [{"why": "concern:1"}]
