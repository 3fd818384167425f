"""The pages about trust, on a phone and a desk: how agreement works, a word's history, a moment to check."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from heard.apps.correcting import actions
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import RandomCheck
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def told(story, ben, cleo, max_):
    """One fix was accepted, and about another word people disagree."""
    told = story()
    fix = Remark("replace", ("w12", "w13"), "co-production,")
    actions.accept(actions.report(told, Sender(user=ben), fix), cleo, reason="I know the project.")
    actions.report(told, Sender(user=ben), Remark("replace", ("w7",), "Ahmed."))
    actions.report(told, Sender(user=max_), Remark("right", ("w7",), listened=True))
    for start in (0.0, 10.0):
        RandomCheck.objects.create(story=told, start=start, end=start + 10, words=20, wrong=1, by=ben)
    return told


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_pages_break_no_rule_and_fit_the_screen(visit, violations, told, ada, cleo, how):
    story = told.get_absolute_url()
    faults = {}
    for user, paths in (
        (None, ("/how-agreement-works/", story, f"{story}words/r2.1/", f"{story}check/")),
        (cleo, (f"{story}words/r2.1/", f"{story}review/", f"{story}revisions/", f"{story}edit/")),
        (ada, (f"{story}review/",)),
    ):
        page = visit(paths[0], user=user, **how)
        for path in paths:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            faults[user, path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
            if folder := os.environ.get("HEARD_SHOTS"):
                name = f"{user or 'nobody'}{path.replace('/', '-')}{how['viewport']['width']}.png"
                page.screenshot(path=Path(folder) / name, full_page=True)
    assert {path: found for path, found in faults.items() if found} == {}


def test_a_moment_is_checked_without_javascript(visit, story, ben):
    told = story("Long", ("S1", "one two three four five six seven eight nine ten " * 8))
    page = visit(f"{told.get_absolute_url()}check/", user=ben, **{**PHONE, "java_script_enabled": False})
    box = page.get_by_label("What is said from")
    box.fill(f"{box.input_value()} zebra")
    page.get_by_role("button", name="I listened: this is what is said").click()
    assert page.get_by_role("status").inner_text() == "Thank you. That moment is checked."
    assert RandomCheck.objects.get().wrong == 1


def test_the_dialog_leads_to_the_history_of_the_chosen_word(visit, told):
    page = visit(told.get_absolute_url())
    page.evaluate(
        """document.dispatchEvent(new CustomEvent("words-chosen",
        {detail: {ids: ["r2.1"], text: "co-production,", start: 6.5, end: 7.4}}))"""
    )
    page.get_by_role("link", name="History of this word").click()
    assert page.get_by_role("heading", level=1).inner_text() == "History of “co-production,”"
