"""Explore as somebody uses it: what is suggested, what plays in the list, a search that is kept and ended."""

from __future__ import annotations

import time

import pytest

from heard.apps.exploring.search import catch_up, read_meanings
from tests.browser.sending import send
from tests.renditions import give_sound

TOLD = (("S1", "Tell me about the day centre."), ("S2", "Nothing was decided without us at the day centre."))


@pytest.fixture
def told(site, story):
    return give_sound(story("The day centre", *TOLD, themes=("Day centres",), place="Salford"), seconds=14)


@pytest.mark.doors("keep-search", "end-search")
def test_a_search_is_kept_and_ended(visit, told, ben):
    page = visit("/explore/?q=day+centre", user=ben)
    send(page, "keep-search")
    assert page.get_by_role("link", name="“day centre”").count() == 1
    send(page, "end-search")
    assert "You keep none." in page.locator("main").inner_text()


def test_by_keyboard_a_suggestion_is_chosen_and_a_passage_plays_where_it_was_said(visit, told, violations):
    page = visit("/explore/")
    page.get_by_label("Words that were said").press_sequentially("cen")
    page.get_by_role("option", name="Day centres").wait_for()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/explore/?theme=day-centres")
    page.goto("/explore/?q=without")
    page.evaluate(_NOTE_SOUND)
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("window.sound && window.sound.currentTime > 0 && !window.sound.paused")
    asked = float(page.get_by_role("button", name="Stop").get_attribute("data-clip").strip("#t=").split(",")[0])
    assert asked - 0.5 <= page.evaluate("window.sound.currentTime") <= asked + 2
    page.keyboard.press("Enter")
    page.wait_for_function("window.sound.paused")
    assert page.get_by_role("button", name="Play").count() == 1
    assert violations(page) == []


@pytest.mark.engine
@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_said_in_other_words_is_found_by_its_meaning_and_plays(visit, told, violations, width):
    catch_up()
    read_meanings(time.monotonic() + 60)
    page = visit("/explore/")
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("link", name="By meaning").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What it is about").fill("we were asked about all that was settled there")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "by=meaning" in address and "q=we" in address)
    assert "1 story that speaks of something like" in page.locator("#results-title").inner_text()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(_NOTE_SOUND)
    page.get_by_role("button", name="Play").first.press("Enter")
    page.wait_for_function("window.sound && window.sound.currentTime > 0 && !window.sound.paused")
    page.keyboard.press("Enter")
    page.wait_for_function("window.sound.paused")
    page.get_by_role("link", name="By words").click()
    page.wait_for_url(lambda address: "by=" not in address and "q=we" in address)


_NOTE_SOUND = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.sound = this; return play.call(this); };
}"""
