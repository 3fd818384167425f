"""Every address with a secret in it: told to nobody else whatever it answers, and its end is told kindly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from heard.apps.conversing.queries.notices import stop_token
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import end_links, make_link
from heard.apps.telling.actions.stories import delete_story, unpublish_story
from heard.apps.telling.actions.withdrawing import erase, take_back
from heard.apps.telling.models import HiddenSpan, PrivateLink

TOLD = (("S1", "How was it?"), ("S2", "Fourteen nights, and nobody asked me."))
APART = {
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "private, no-store",
}
KIND = re.compile(r"<h1[^>]*>This (link does not work any more|invitation has ended)</h1>")
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_REST = {"number": "1", "name": "audio.opus"}


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


SECRET = [route for route in routes(get_resolver().url_patterns) if "token>" in route and not route.startswith("cms/")]
OURS = [route for route in SECRET if route.startswith("yours/")]


def address(route: str, token: str) -> str:
    return "/" + _PARAMETER.sub(lambda found: _REST.get(found[1], token), route)


def both(client, path):
    """What answers to a link that is followed, and to a form that was still open."""
    return client.get(path), client.post(
        path, {"publish": "no", "name": "X", "first": "w5", "last": "w5", "text": "Mine"}
    )


def apart(response) -> dict[str, str]:
    return {name: response.headers.get(name, "") for name in APART}


@pytest.mark.parametrize("token", ["nothing", "half-a-link).", "x" * 300, "ünï"])
def test_a_link_that_never_was_is_told_kindly_and_to_nobody_else(browse, db, token):
    for route in SECRET:
        for response in both(browse(None), address(route, token)):
            told_kindly = bool(KIND.search(response.content.decode()))
            assert (route, response.status_code, told_kindly) == (route, 404, True)
            assert apart(response) == APART


def test_there_is_such_a_door_in_every_room():
    assert {route.split("/")[0] for route in SECRET} == {"yours", "concerns", "join", "notices", "begin"}
    assert len(OURS) > 10


def _older(story, ada):
    make_link(story.people.get(), by=ada)


def _late(story, ada):
    PrivateLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _ended(story, ada):
    end_links(story.people.get(), by=ada)


def _deleted(story, ada):
    unpublish_story(story, by=ada)
    delete_story(story, by=ada)


def _erased(story, ada):
    take_back(story, hand=Hand(ada))
    story.refresh_from_db()
    erase(story)


ENDS = {
    _older: (410, "There is a newer one. Use the last one that Ada Okafor gave you"),
    _late: (410, "Ask Ada Okafor for a new one"),
    _ended: (410, "Ask Ada Okafor for a new one"),
    _deleted: (404, "or the story it led to is not here any more"),
    _erased: (404, "or the story it led to is not here any more"),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_ended_link_ends_alike_at_every_door_and_changes_nothing(browse, story, ada, end):
    told = story("Fourteen nights", *TOLD)
    token = make_link(told.people.get(), by=ada)
    end(told, ada)
    status, sentence = ENDS[end]
    for route in OURS:
        for response in both(browse(None), address(route, token)):
            page = response.content.decode()
            assert (route, response.status_code, bool(KIND.search(page))) == (route, status, True)
            assert sentence in page
            assert "Fourteen nights" not in page
            assert "log in" not in page
            assert apart(response) == APART
    assert not HiddenSpan.objects.exists()


def test_a_story_that_was_taken_back_is_told_alike_with_the_way_to_bring_it_back(browse, story, ada):
    told = story("Fourteen nights", *TOLD)
    token = make_link(told.people.get(), by=ada)
    take_back(told, hand=Hand(ada))
    own = reverse("yours", args=[token])
    for route in OURS:
        response = browse(None).get(address(route, token))
        if response.status_code == 405:
            continue
        page = response.content.decode()
        assert (route, response.status_code, "taken back" in page) == (route, 410, True)
        assert own in page or route == "yours/<str:token>/"
        assert "Fourteen nights, and nobody" not in page
        assert apart(response) == APART


def test_what_goes_wrong_by_a_link_leads_back_to_it_and_not_to_an_account(browse, story, ada):
    told = story("Fourteen nights", *TOLD)
    token = make_link(told.people.get(), by=ada)
    for wrong in (f"/yours/{token}/media/nothing.opus", f"/yours/{token}/hide/99/show-again/"):
        for response in both(browse(None), wrong)[wrong.endswith("again/") :]:
            if response.status_code == 405:
                continue
            page = response.content.decode()
            assert (response.status_code, f'href="/yours/{token}/"' in page) == (404, True)
            assert "If you have one, <a" not in page
            assert apart(response) == APART


def test_good_links_are_told_to_nobody_else(browse, story, ada, ben):
    token = make_link(story("Fourteen nights", *TOLD).people.get(), by=ada)
    good = [reverse("yours", args=[token]), reverse("yours-hide", args=[token]), f"/yours/{token}/captions.vtt"]
    for path in (*good, reverse("stop-notices", args=[stop_token(ben)])):
        response = browse(None).get(path)
        assert (response.status_code, apart(response)) == (200, APART)
