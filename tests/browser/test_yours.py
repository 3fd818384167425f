"""Somebody's own part in a story, by a private link: everything on it works in a real browser, without an account."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from heard.apps.conversing.models import Notice
from heard.apps.correcting.models import Correction
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.actions.linking import make_link
from heard.apps.telling.models import HiddenSpan, StoryPerson
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound

TOLD = (
    ("S1", "Are you happy for me to record?"),
    ("S2", "Yes. My daughter Rosalind was ill. Rosalind is well now."),
    ("S1", "Thank you for telling me."),
)
PLAIN = {**PHONE, "java_script_enabled": False}


@pytest.fixture
def draft(site, story):
    """Waits for its storyteller to sign it off."""
    draft = give_sound(story("A daughter", *TOLD, published=False), seconds=14)
    ask_to_sign_again(draft)
    return draft


@pytest.fixture
def link(draft, ada):
    return reverse("yours", args=[make_link(draft.people.get(), by=ada)])


def test_a_word_is_heard_by_a_tap_and_hidden_as_on_the_storys_page(visit, violations, draft, link):
    page = visit(link, **PHONE)
    page.locator("#w11").tap()
    expect(page.locator("audio")).to_have_js_property("paused", False)
    page.get_by_role("button", name="Pause").tap()
    page.locator("#w11").dblclick()
    assert violations(page) == []
    page.get_by_role("toolbar").get_by_role("button", name="Hide this").tap()
    expect(page.get_by_role("blockquote")).to_have_text("Rosalind")
    page.get_by_role("button", name="Hide it").tap()
    expect(page.get_by_role("status").first).to_contain_text("That part is hidden.")
    assert HiddenSpan.objects.get().first == "w11"
    page.goto(link)
    expect(page.locator(".gap")).to_have_text("[a part is hidden here]")


def test_a_tap_chooses_a_word_on_the_page_where_parts_are_hidden(visit, draft, link):
    page = visit(f"{link}hide/", **PHONE)
    page.locator("#w11").tap()
    page.get_by_role("toolbar").get_by_role("button", name="+ word").tap()
    page.get_by_role("toolbar").get_by_role("button", name="Hide this").tap()
    expect(page.get_by_role("blockquote")).to_have_text("Rosalind was")


@pytest.mark.parametrize("how", [DESK, PLAIN])
def test_what_is_wrong_reaches_who_looks_after_the_story(visit, violations, draft, link, ada, how):
    page = visit(link, **how)
    page.get_by_role("link", name="Tell Ada Okafor").click()
    page.get_by_role("button", name="Tell Ada Okafor").click()
    expect(page.get_by_role("alert")).to_contain_text("Write what is wrong first.")
    page.get_by_label("What is wrong?").fill("My daughter’s name is written Rosalyn.")
    if how is DESK:
        assert violations(page) == []
    page.get_by_role("button", name="Tell Ada Okafor").click()
    expect(page.get_by_role("status").first).to_contain_text("Ada Okafor has it now")
    assert Notice.objects.get().note == "Hamid: My daughter’s name is written Rosalyn."
    desk = visit("/notices/", user=ada)
    expect(desk.get_by_text("Hamid: My daughter’s name is written Rosalyn.")).to_be_visible()


@pytest.mark.parametrize("how", [DESK, PLAIN])
def test_the_words_are_put_right_on_one_page(visit, draft, link, how):
    page = visit(link, **how)
    page.get_by_role("link", name="Put the words right").click()
    page.get_by_label("Speaker 2").fill("Yes. My daughter Rosalyn was ill. Rosalind is well now.")
    page.get_by_role("button", name="Check what I changed").click()
    page.get_by_role("button", name="Send").click()
    row = Correction.objects.get()
    assert (row.heard, row.text, row.author_name) == ("Rosalind", "Rosalyn", "Hamid")


@pytest.mark.doors("yours-correct")
def test_a_word_is_reported_in_the_dialog(visit, draft, link):
    page = visit(link, **DESK)
    page.locator("#w11").dblclick()
    page.get_by_role("button", name="Something wrong?").click()
    page.get_by_label("It should say …").check()
    page.get_by_label("What was said, word for word").fill("Rosalyn")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Correction.objects.get().author_name == "Hamid"


def test_a_concern_about_a_private_story_reaches_the_moderators(visit, draft, link):
    page = visit(link, **PLAIN)
    page.get_by_role("link", name="Raise a concern with the moderators instead").click()
    page.get_by_label("Somebody did not agree to this").check()
    page.get_by_role("textbox").first.fill("I never said yes to this.")
    page.get_by_role("button", name="Send my concern").click()
    expect(page.get_by_role("status").first).to_contain_text("Your concern is with our moderators.")
    assert Concern.objects.get().about == f"story:{draft.pk}"


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, DESK])
def test_its_pages_break_no_rule_and_fit_the_screen(visit, violations, draft, link, ada, how):
    StoryPerson.objects.update(with_guardian=True)
    guardian = reverse("yours", args=[make_link(draft.people.get(), by=ada, for_guardian=True)])
    page = visit(link, **how)
    for path in (link, guardian, f"{link}tell/", f"{link}report/", f"{link}concern/", f"{link}hide/"):
        page.goto(path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
