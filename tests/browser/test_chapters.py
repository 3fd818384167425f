"""Chapters in a real browser: written without JavaScript, and readers find their way by them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from heard.apps.understanding.actions.chapters import begin_chapter
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound


@pytest.fixture
def told(site, story):
    return give_sound(story("Coal"), seconds=20)


@pytest.mark.doors("chapters", "chapter")
def test_they_are_written_changed_and_taken_away_without_javascript(visit, told, ada):
    page = visit(told.get_absolute_url(), user=ada, java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="Its chapters").click()
    page.get_by_text("Begin one anywhere else").click()
    page.get_by_role("link", name="Begin a chapter here").nth(1).click()
    page.get_by_label("Title of the chapter").fill("Who he is")
    page.get_by_role("button", name="Begin a chapter here").click()
    title = page.get_by_role("textbox", name="Title of the chapter")
    expect(title).to_have_value("Who he is")
    title.fill("Who Hamid is")
    page.get_by_role("button", name="Save").click()
    page.goto(told.get_absolute_url())
    expect(page.get_by_role("navigation", name="Contents").get_by_role("link")).to_contain_text("Who Hamid is")
    page.get_by_role("link", name="Its chapters").click()
    page.get_by_role("button", name="Take it away").click()
    page.goto(told.get_absolute_url())
    expect(page.get_by_role("navigation", name="Contents")).to_have_count(0)


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_a_reader_goes_to_a_chapter_by_keyboard_and_sees_which_is_heard(visit, violations, told, ada, how):
    begin_chapter(told, "w1", "Who he is", by=ada)
    begin_chapter(told, "w19", "What was good", by=ada)
    page = visit(told.get_absolute_url(), **how)
    assert violations(page) == []
    link = page.get_by_role("link", name="What was good")
    link.press("Enter")
    expect(page.locator("audio")).to_have_js_property("paused", False)
    expect(link).to_have_attribute("aria-current", "true")
    assert 11 <= page.locator("audio").evaluate("sound => sound.currentTime") < 14
    expect(page.locator("#w19")).to_be_in_viewport()
    names = page.evaluate(
        """async () => {
        const track = [...document.querySelector("audio").textTracks].find((one) => one.kind === "chapters");
        track.mode = "hidden";
        const [of, loaded] = [document.querySelector("track[kind=chapters]"), 2];
        while (of.readyState !== loaded) await new Promise((done) => setTimeout(done, 20));
        return [...track.cues].map((cue) => cue.text);
    }"""
    )
    assert names == ["Who he is", "What was good"]


@pytest.mark.parametrize("how", [PHONE, DESK], ids=["phone", "desk"])
def test_the_slider_shows_where_chapters_begin_and_keys_lead_from_one_to_the_next(visit, violations, told, ada, how):
    begin_chapter(told, "w1", "Who he is", by=ada)
    begin_chapter(told, "w19", "What was good", by=ada)
    page = visit(told.get_absolute_url(), **how)
    page.locator("story-player:defined").wait_for()
    slider = page.get_by_role("slider", name="Place in the story")
    box = slider.bounding_box()
    ticks = [tick.bounding_box()["x"] - box["x"] for tick in page.locator(".player-marks i").all()]
    second = float(page.locator("#w19").get_attribute("data-s"))
    assert ticks == pytest.approx([0, box["width"] * second / 20], abs=2)
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", "0:00 / 0:20, Who he is")
    slider.press("PageUp")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(", What was good$"))
    expect(page.locator(".player-chapter")).to_have_text("What was good")
    assert page.locator("audio").evaluate("sound => sound.currentTime") == pytest.approx(second)
    assert violations(page) == []
    slider.press("PageDown")
    expect(slider).to_have_attribute("aria-valuetext", "0:00 / 0:20, Who he is")


def test_a_mouse_reads_the_title_at_a_tick_and_a_click_near_it_leads_to_the_beginning(visit, told, ada):
    begin_chapter(told, "w1", "Who he is", by=ada)
    begin_chapter(told, "w19", "What was good", by=ada)
    page = visit(told.get_absolute_url(), **DESK)
    page.locator("story-player:defined").wait_for()
    tick = page.locator(".player-marks i").nth(1).bounding_box()
    page.mouse.move(tick["x"] - 3, tick["y"] + 10)
    label = page.locator(".player-chapter")
    expect(label).to_have_text("What was good")
    expect(label).to_be_in_viewport(ratio=1)
    page.mouse.click(tick["x"] - 3, tick["y"] + 10)
    second = float(page.locator("#w19").get_attribute("data-s"))
    assert page.locator("audio").evaluate("sound => sound.currentTime") == pytest.approx(second)
    page.mouse.move(5, 5)
    expect(label).to_be_hidden()


def test_a_finger_on_the_slider_is_told_the_title_too(visit, told, ada):
    begin_chapter(told, "w19", "What was good", by=ada)
    page = visit(told.get_absolute_url(), **PHONE)
    page.locator("story-player:defined").wait_for()
    tick = page.locator(".player-marks i").bounding_box()
    page.touchscreen.tap(tick["x"] + 2, tick["y"] + 10)
    slider = page.get_by_role("slider", name="Place in the story")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(", What was good$"))


def test_the_player_in_another_page_has_them_too(visit, told, ada):
    begin_chapter(told, "w1", "Who he is", by=ada)
    page = visit(f"/embed/stories/{told.slug}/", **PHONE)
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", "0:00 / 0:20, Who he is")


def test_the_desk_breaks_no_rule(visit, violations, told, ada):
    begin_chapter(told, "w1", "Who he is", by=ada)
    page = visit(f"{told.get_absolute_url()}chapters/?first=w5", user=ada, **PHONE)
    page.get_by_text("Begin one anywhere else").click()
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
