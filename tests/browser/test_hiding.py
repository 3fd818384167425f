"""Hide part of a story: by keyboard, on a phone and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from heard.apps.hiding import actions
from heard.apps.hiding.actions import Part
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import HiddenSpan
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound

TOLD = (
    ("S1", "Are you happy for me to record?"),
    ("S2", "Yes. My daughter Rosalind was ill. Rosalind is well now."),
    ("S1", "Thank you for telling me."),
)


@pytest.fixture
def told(site, story):
    return give_sound(story("A daughter", *TOLD), seconds=14)


def test_words_are_chosen_heard_and_hidden_by_keyboard(visit, violations, told, ada):
    page = visit(f"{told.get_absolute_url()}hide/", user=ada)
    page.locator(".w[tabindex]").focus()
    for key in ("ArrowDown", *["ArrowRight"] * 3, "Shift+ArrowRight", "Shift+Enter"):
        page.keyboard.press(key)
    page.wait_for_url(re.compile(r"first=w11&last=w12"))
    expect(page.get_by_role("blockquote")).to_have_text("Rosalind was")
    assert violations(page) == []
    page.get_by_role("link", name="Hear it").focus()
    page.keyboard.press("Enter")
    expect(page.locator("audio")).to_have_js_property("paused", False)
    page.get_by_role("button", name="Hide it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("That part is hidden.")
    assert HiddenSpan.objects.get().first == "w11"
    page.goto(told.get_absolute_url())
    expect(page.locator(".gap")).to_have_text("[a part is hidden here]")


@pytest.mark.doors("hide", "show-again")
def test_without_javascript_a_paragraph_then_two_words(visit, told, ada):
    page = visit(f"{told.get_absolute_url()}hide/", user=ada, **{**PHONE, "java_script_enabled": False})
    page.get_by_role("link", name="Hide something here").nth(1).click()
    page.get_by_label("From the word").select_option("4. Rosalind")
    page.get_by_label("To the word").select_option("4. Rosalind")
    page.get_by_role("button", name="Go on").first.click()
    page.get_by_role("button", name="Hide it").click()
    assert HiddenSpan.objects.get().first == "w11"
    page.get_by_role("button", name="Show it again").click()
    assert HiddenSpan.objects.get().undone_at


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_pages_break_no_rule_and_fit_the_screen(visit, violations, told, ada, how):
    actions.hide(told, Part((5.9, 6.5), reason="names"), hand=Hand(ada))
    page = visit(f"{told.get_absolute_url()}hide/", user=ada, **how)
    for path in ("", "?first=w14&last=w14", "?first=w14&last=w1"):
        page.goto(f"{told.get_absolute_url()}hide/{path}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
