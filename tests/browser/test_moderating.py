"""Raising a concern and moderating in a real browser: by keyboard, and no rule is broken."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.conversing.models import Comment
from heard.apps.conversing.queries.comments import Reader
from heard.apps.joining.senders import Sender
from heard.apps.moderating.actions.concerns import Worry, raise_concern, rule
from heard.apps.moderating.models import Concern, SavedReply
from heard.apps.moderating.queries.subjects import subject_for
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def waiting(story, max_, rae, hana):
    told = story("Fourteen nights")
    for text in ("My mother went there as well.", "Harold lives at number 9.", "Thank you."):
        comment(told, Sender(user=max_), Saying(text))
    SavedReply.objects.create(title="Names", text="It names somebody.")
    subject = subject_for(Reader(max_), f"story:{told.pk}")
    for reason, text in (("misleading", "It was March."), ("safeguarding", "She said that she is not safe.")):
        raise_concern(subject, Sender(user=max_), Worry(reason, text))
    first = Concern.objects.get(reason="misleading")
    rule(first, "no-action", "She says so herself at 1:05.", rae, subject)
    return told


def test_a_strangers_concern_hides_a_story_until_a_moderator_has_looked(visit, story, rae):
    told = story("Fourteen nights")
    page = visit(reverse("raise-concern", query={"about": f"story:{told.pk}"}))
    page.get_by_label("It tells private things about somebody").check()
    page.get_by_label("Tell us more").fill("It says where I live.")
    page.get_by_role("button", name="Send my concern").click()
    page.get_by_text("Until then, what it is about is hidden.").wait_for()
    page.goto(told.get_absolute_url())
    page.get_by_role("heading", name="Being looked at").wait_for()
    desk = visit(reverse("moderate-concern", args=[Concern.objects.get().pk]), user=rae)
    desk.get_by_role("button", name="I will look at this").click()
    desk.get_by_label("Leave it as it is").check()
    desk.get_by_label("Or your own words, or both").fill("The street has another name by now.")
    desk.get_by_role("button", name="Decide").click()
    desk.get_by_text("Decided. Whoever raised it can read it now.").wait_for()
    page.reload()
    page.get_by_role("heading", name="Fourteen nights").wait_for()


def test_a_moderator_looks_after_people(visit, waiting, rae):
    row = Concern.objects.get(reason="safeguarding")
    page = visit(reverse("moderate-concern", args=[row.pk]), user=rae)
    page.get_by_label("A note").fill("She is with her sister.")
    page.get_by_role("button", name="Write it down").last.click()
    page.get_by_text("Your note is written down.").wait_for()
    page.get_by_text("It was passed to somebody").click()
    page.get_by_label("Who took it").fill("Ms Okoro")
    page.get_by_label("Their organisation").fill("Salford adult care")
    page.get_by_role("button", name="Write it down").first.click()
    page.get_by_text("Ms Okoro, Salford adult care").wait_for()
    page.locator("summary", has_text="Set the deadline").click()
    page.get_by_label("Deadline").fill("2030-01-01T10:00")
    page.get_by_role("button", name="Set the deadline").click()
    page.get_by_text("1 January 2030, 10:00").wait_for()
    page.get_by_role("button", name="How to reach them").click()
    page.get_by_text("That you looked is written down.").wait_for()


def test_a_moderator_decides_by_keyboard(visit, waiting, rae):
    page = visit(reverse("moderate-comments"), user=rae)
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.get_by_text("Accepted. Others can read it now.").wait_for()
    page.keyboard.press("d")
    page.keyboard.type("It gives a name away.")
    page.keyboard.press("Enter")
    page.get_by_text("Declined. Its writer is told why.").wait_for()
    rows = Comment.objects.order_by("pk")
    assert [(row.state, row.reason) for row in rows] == [
        ("shown", ""),
        ("declined", "It gives a name away."),
        ("waiting", ""),
    ]


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_pages_break_no_rule_and_fit_the_screen(visit, violations, waiting, rae, hana, how):
    decided, open_ = Concern.objects.get(state="decided"), Concern.objects.get(state="waiting")
    public = [reverse("raise-concern"), reverse("how-we-moderate"), reverse("concern", args=[decided.token])]
    desk = ["moderate", "moderate-comments", "moderate-concerns", "moderate-stories", "moderate-consents"]
    places = [*map(reverse, desk), reverse("moderate-concern", args=[open_.pk])]
    faults = {}
    for user, paths in ((None, public), (rae, places), (hana, [reverse("saved-replies")])):
        page = visit("/about/", user=user, **how)
        for path in paths:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            faults[path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert {path: found for path, found in faults.items() if found} == {}
