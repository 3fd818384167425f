"""Reading with a content note, in a real browser: met first, passed by choice, and one lands where a link led."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.browsing import actions as collections
from heard.apps.sharing.actions import share
from heard.apps.understanding.actions.easy import add_line
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound

NOTE = "Before you begin: It tells of a death."
HOW = [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}]


@pytest.fixture
def told(site, story):
    return give_sound(story("Coal", content_note="It tells of a death."), seconds=14)


@pytest.mark.doors("story")
@pytest.mark.parametrize("how", HOW)
def test_by_keyboard_one_goes_past_it_and_lands_on_the_word(visit, violations, told, how):
    page = visit(f"{told.get_absolute_url()}#w12", **how)
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.locator("story-transcript, audio")).to_have_count(0)
    assert violations(page) == []
    page.get_by_role("button", name="Read and hear it").press("Enter")
    expect(page.locator("#w12")).to_be_in_viewport()
    assert page.url.endswith("#w12")
    start = float(page.locator("#w12").get_attribute("data-s"))
    assert page.locator("audio").evaluate("sound => sound.currentTime") == pytest.approx(start)
    page.reload()
    expect(page.locator("#w12")).to_be_in_viewport()


def test_without_javascript_too(visit, told):
    page = visit(f"{told.get_absolute_url()}?t=6#w12", java_script_enabled=False, **PHONE)
    expect(page.locator("#w12")).to_have_count(0)
    page.get_by_role("button", name="Read and hear it").click()
    assert page.url.endswith("/?t=6#w12")
    expect(page.locator("#w12")).to_be_in_viewport()
    page.get_by_role("link", name="Without um and er").click()
    expect(page.locator("#w12")).to_be_attached()


def test_search_leads_through_it_to_the_second(visit, violations, told):
    page = visit("/explore/?q=decided")
    expect(page.locator(".results").get_by_text(NOTE)).to_be_visible()
    expect(page.locator(".said-link").first).not_to_be_visible()
    expect(page.locator(".said-play").first).not_to_be_visible()
    page.locator(".results summary").press("Enter")
    assert violations(page) == []
    page.locator(".said-link").first.click()
    page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator("#w25")).to_be_in_viewport()
    assert page.locator("audio").evaluate("sound => sound.currentTime") > 5


@pytest.mark.doors("easy")
@pytest.mark.parametrize("script", [True, False])
def test_the_easy_page_asks_too(visit, violations, told, ada, script):
    add_line(told, "The pit is closed.", by=ada)
    page = visit(f"/stories/{told.slug}/easy/", java_script_enabled=script, **PHONE)
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.locator(".easy-line")).to_have_count(0)
    if script:
        assert violations(page) == []
    page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator(".easy-line")).to_be_visible()
    assert page.url.endswith("/easy/")


def test_always_holds_for_every_story_until_it_is_changed(visit, story, told):
    other = give_sound(story("Another", content_note="It is sad."), seconds=14)
    page = visit(told.get_absolute_url())
    page.get_by_role("button", name="Always go on at once").click()
    page.goto(other.get_absolute_url())
    expect(page.get_by_text("Before you begin: It is sad.")).to_be_visible()
    expect(page.locator("#w1")).to_be_visible()
    page.goto("/looks/")
    page.get_by_label("Tell me first, and let me choose").check()
    page.get_by_role("button", name="Make it so").click()
    page.goto(told.get_absolute_url())
    expect(page.locator("#w1")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_moment_opens_by_keyboard(visit, violations, told, script):
    moment = share(told, "w10", "w13", revision=1)
    page = visit(moment.get_absolute_url(), java_script_enabled=script, **PHONE)
    expect(page.locator("blockquote")).not_to_be_visible()
    page.locator("summary").first.press("Enter")
    expect(page.locator("blockquote")).to_be_visible()
    if script:
        assert violations(page) == []


def test_a_collection_that_plays_through_stops_at_it(visit, violations, story, told, cleo):
    plain = [give_sound(story(title), seconds=14) for title in ("First", "Last")]
    row = collections.make("Through", "", by=cleo)
    for one in (plain[0], told, plain[1]):
        collections.add(row, share(one, "w10", "w11", revision=1), by=cleo)
    collections.publish(row, by=cleo)
    page = visit(row.get_absolute_url())
    page.get_by_role("button", name="Play it through").click()
    note = page.locator("details.content-note summary")
    expect(note).to_be_focused()
    sounds = page.locator("audio")
    for number in range(3):
        expect(sounds.nth(number)).to_have_js_property("paused", True)
    assert violations(page) == []
    note.press("Enter")
    expect(sounds.nth(1)).to_have_js_property("paused", False)
    expect(sounds.nth(2)).to_have_js_property("paused", False)
    page.reload()
    page.get_by_role("button", name="Play it through").click()
    page.get_by_role("button", name="Go on without it").click()
    expect(sounds.nth(2)).to_have_js_property("paused", False)
