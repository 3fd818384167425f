"""“I have experienced this too”: a count, one for each person or browser, that can be taken back."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.conversing.models import Experience
from heard.server.parts import Pace
from tests.page import Page


def press(client, story, **undo):
    return client.post(reverse("experienced", args=[story.slug]), undo)


def count(story):
    return Experience.objects.filter(story=story).count()


def test_one_for_each_person_and_each_browser(browse, story, ada, max_):
    told, stranger = story(), browse(None)
    for client in (browse(ada), browse(max_), browse(max_), stranger, stranger, browse(None)):
        assert press(client, told).status_code == 302
    assert count(told) == 4


def test_the_page_says_how_many_and_whether_one_is_among_them(browse, story, ada, max_):
    told, mine = story(), browse(ada)
    for client in (mine, browse(max_)):
        press(client, told)
    pages = [client.get(told.get_absolute_url()).content.decode() for client in (mine, browse(None))]
    assert ["2 people have" in page for page in pages] == [True, True]
    assert ['aria-pressed="true"' in page for page in pages] == [True, False]


def test_it_can_be_taken_back_and_only_by_oneself(browse, story, ada, max_):
    told = story()
    press(browse(ada), told)
    press(browse(max_), told, undo=1)
    before = count(told)
    for _ in range(2):
        press(browse(ada), told, undo=1)
    assert [before, count(told)] == [1, 0]


def test_a_story_that_cannot_be_seen_cannot_be_shared(browse, story, max_):
    draft = story(published=False)
    assert (press(browse(max_), draft).status_code, count(draft)) == (404, 0)


def test_it_is_not_done_by_following_a_link(browse, story, ada):
    told = story()
    assert browse(ada).get(reverse("experienced", args=[told.slug])).status_code == 405


def test_too_fast_is_told_on_the_page_of_the_story(browse, story, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(corrections=1)}
    client = browse(None)
    press(client, story())
    page = Page(client.post(reverse("experienced", args=[story("Another").slug]), follow=True))
    assert page.texts("li", "message-warning") == [
        "Thank you, that was a lot in one minute. Please wait a minute, then send this one again."
    ]
