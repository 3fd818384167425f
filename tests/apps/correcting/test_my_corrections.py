"""What became of what somebody sent: my-corrections/."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting import actions
from heard.apps.correcting.models import Correction
from heard.apps.telling.models import Story
from tests.page import Page

ADDRESS = "/my-corrections/"


def test_a_helper_sees_what_became_of_theirs_and_why(browse, story, say, ben, max_, cleo):
    told = story()
    actions.accept(say(told, ben, "w12 w13", "coproduction"), cleo, text="co-production,")
    actions.decline(say(told, ben, "w8", "Harold."), cleo, "I hear Hamid.")
    say(told, ben, "w1", kind="unsure")
    say(told, max_, "w2", "him")
    page = browse(ben).get(ADDRESS).content.decode()
    for text in (
        "Accepted",
        "co-production,",
        "Not taken",
        "I hear Hamid.",
        "Waits for an editor",
        "I can&#x27;t tell",
    ):
        assert text in page
    assert "Taken: 1. Not taken: 1. Waiting: 1." in page
    assert "him" not in page


def test_a_visitor_sees_theirs_in_the_same_browser_only(browse, story):
    told, one, other = story(), browse(None), browse(None)
    one.post(reverse("correct", args=[told.slug]), {"kind": "wrong", "words": "w8", "base": 1})
    assert "Hamid." in one.get(ADDRESS).content.decode()
    assert "You have not reported anything yet." in other.get(ADDRESS).content.decode()


def test_a_helper_is_thanked_by_name_beside_the_story_if_they_wish(browse, story, say, ben, max_, cleo):
    told = story()
    actions.accept(say(told, ben, "w12 w13", "co-production,"), cleo)
    say(told, max_, "w1", kind="right")
    say(told, max_, "w2", "him")

    def thanked():
        return [text for text in Page(browse(None).get(told.get_absolute_url())).texts("p") if "for your ears" in text]

    assert thanked() == []
    for who in (ben, max_):
        answered = browse(who).post(reverse("thank-me"), {"thank": "yes"}, follow=True)
        assert "Your name stands beside those stories now." in answered.content.decode()
    assert thanked() == ["Thank you for your ears: Ben Achterberg, Max Nobody."]
    browse(ben).post(reverse("thank-me"), {"thank": "no"})
    assert thanked() == ["Thank you for your ears: Max Nobody."]
    assert browse(None).post(reverse("thank-me"), {"thank": "yes"}).status_code == 302


def test_nobody_is_thanked_for_what_was_not_taken(browse, story, say, ben, cleo):
    told = story()
    actions.decline(say(told, ben, "w8", "Harold."), cleo, "I hear Hamid.")
    browse(ben).post(reverse("thank-me"), {"thank": "yes"})
    assert "for your ears" not in browse(None).get(told.get_absolute_url()).content.decode()


def test_looking_leaves_no_cookie_behind(browse):
    visitor = browse(None)
    visitor.get(ADDRESS)
    assert "sessionid" not in visitor.cookies


def test_a_story_that_was_made_private_takes_its_words_with_it(browse, story, say, ben):
    told = story()
    say(told, ben, "w8", "Harold.")
    Story.objects.update(state="draft")
    page = browse(ben).get(ADDRESS).content.decode()
    assert "Hamid" not in page
    assert told.title not in page


def test_one_may_take_back_ones_own_and_nobody_elses(browse, story, say, ben, max_):
    row = say(story(), ben, "w8", "Harold.")
    address = reverse("withdraw-report", args=[row.pk])
    for stranger in (None, max_):
        assert browse(stranger).post(address).status_code == 404
    assert browse(ben).post(address, follow=True).status_code == 200
    assert Correction.objects.get().state == "withdrawn"
    assert browse(ben).post(address).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_more_rows_cost_no_more_queries(browse, story, say, ben, django_assert_num_queries, count):
    told = story()
    for number in range(1, count + 1):
        say(told, ben, f"w{number}")
    client = browse(ben)
    with django_assert_num_queries(8):
        assert client.get(ADDRESS).status_code == 200
