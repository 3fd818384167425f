"""Talking about a story in a real browser: a stranger's browser does its sum, chosen words come along, no rule is
broken."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.models import Comment
from heard.apps.joining.senders import Sender
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def talked(story, ada, cleo):
    told = story("Fourteen nights")
    first = comment(told, Sender(user=cleo), Saying("It was fourteen for us as well.", first="w12", last="w13"))
    comment(told, Sender(user=ada), Saying("Thank you for saying so.\n\nIt helps.", first))
    return told


def test_a_stranger_comments_on_chosen_words_and_is_asked_no_puzzle(visit, talked, furnish):
    furnish(comments="all")
    page = visit(talked.get_absolute_url())
    page.locator("#w9").dblclick()
    page.get_by_role("button", name="Comment").click()
    assert page.locator(".chosen-words q").inner_text() == "My"
    page.get_by_label("Say something about this story").fill("Mine too.")
    page.get_by_text("Done. You are not a robot.").wait_for()
    page.get_by_role("button", name="Say it").click()
    page.wait_for_url(re.compile("/comments/"))
    row = Comment.objects.latest("pk")
    assert (row.text, row.first, row.last, row.state) == ("Mine too.", "w9", "w9", "shown")


def test_who_is_faster_than_the_sum_is_only_held(visit, talked, settings, furnish):
    furnish(comments="all")
    settings.ALTCHA_CHALLENGE = {"key_prefix": "000000"}
    page = visit(talked.get_absolute_url())
    page.get_by_label("Say something about this story").fill("Mine too.")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("A moderator reads it first.", exact=False).first.wait_for()
    assert Comment.objects.latest("pk").state == "waiting"


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_talk_breaks_no_rule_and_fits_the_screen(visit, violations, talked, cleo, ada, how):
    faults = {}
    comments = reverse("comments", args=[talked.slug])
    own = reverse("comment", args=[Comment.objects.earliest("pk").pk])
    for user, paths in ((None, (talked.get_absolute_url(), comments)), (cleo, (comments, own, reverse("notices")))):
        page = visit("/about/", user=user, **how)
        for path in paths:
            page.goto(path)
            if user is None:
                page.get_by_label("Say something about this story").focus()
                page.get_by_text("Done. You are not a robot.").wait_for()
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            faults[path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert {path: found for path, found in faults.items() if found} == {}
