"""Reading along: the word that is said is lit, and a reader can jump, choose words and come back."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.renditions import give_film, give_sound

TALK = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. My experience of coal production, um, is a good one."),
    ("S1", "What made it good?"),
    ("S2", " ".join(["We took a lot of the lead, and nothing was decided without us."] * 12)),
)
# Notes the time of the sound at each frame with the word that is lit then.
WATCH = """() => new Promise((done) => {
  const player = document.querySelector("story-player"), seen = [];
  const look = () => {
    seen.push([player.time, document.querySelector(".is-said")?.id ?? null]);
    if (player.time < 4) requestAnimationFrame(look); else { player.pause(); done(seen); }
  };
  player.seek(0); player.play(); requestAnimationFrame(look);
})"""
# What moved by itself since the page was there (what browsers sum up as CLS).
MOVED = """() => new Promise((done) => {
  const moves = [], place = (box) => [box.x, box.y, box.width, box.height].join(" ");
  const name = (node) => node?.id || node?.className || node?.nodeName;
  new PerformanceObserver((list) => {
    for (const move of list.getEntries()) for (const { node, previousRect, currentRect } of move.sources)
      moves.push(`${name(node)}: ${place(previousRect)} -> ${place(currentRect)}`);
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(moves)));
})"""


@pytest.fixture
def told(site, story):
    return give_sound(story("The value of co-production", *TALK), seconds=80)


@pytest.fixture
def reading(visit, told):
    """Opens the story and waits until its player works."""

    def opened(query="", **options):
        page = visit(told.get_absolute_url() + query, **options)
        expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
        return page

    return opened


def time_of(page):
    return page.evaluate("document.querySelector('story-player').time")


def playing(page):
    return page.evaluate("document.querySelector('story-player').playing")


def chosen(page):
    return page.locator(".is-chosen").all_inner_texts()


def choose_by_keyboard(page):
    """Walk to "coal production," and choose both words."""
    page.locator("#w1").focus()
    for key in ("ArrowDown", *["ArrowRight"] * 5, "Shift+ArrowRight"):
        page.keyboard.press(key)


def caught(page):
    """What `words-chosen` will carry."""
    page.evaluate("document.addEventListener('words-chosen', (event) => { window.caught = event.detail; })")
    return lambda: page.evaluate("window.caught ?? null")


def test_the_word_being_said_is_lit_within_50_milliseconds(reading):
    page = reading()
    seen = page.evaluate(WATCH)
    words = page.eval_on_selector_all(".w", "words => words.map((w) => [w.id, +w.dataset.s, +w.dataset.e])")

    def said(seconds):
        """With the 0.3 s for which a word stays lit into a silence."""
        return next((word for word, start, end in reversed(words) if start <= seconds < end + 0.3), None)

    def said_between(first, last):
        return {said(hundredth / 100) for hundredth in range(floor(100 * first), ceil(100 * last) + 1)}

    # On a machine with too much to do frames come late, and the page can light nothing between two of them.
    wrong = [
        (at, lit) for (before, _), (at, lit) in pairwise(seen) if lit not in said_between(before - 0.05, at + 0.05)
    ]
    assert wrong == []
    assert {f"w{number}" for number in range(1, 7)} <= {lit for _, lit in seen}


def test_a_click_on_a_word_plays_from_there(reading):
    page = reading()
    page.locator("#w12").click()
    expect(page.locator(".is-said")).to_have_id("w12")
    assert 6.5 <= time_of(page) < 7.5
    assert playing(page)


def test_the_words_are_walked_by_keyboard_with_one_stop_for_tab(reading):
    page = reading()
    assert page.locator("story-transcript [tabindex='0']").count() == 1
    page.locator("#w1").focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "End", "Home", "ArrowUp", "Control+End", "Control+Home"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.id"))
    last = page.locator(".w").last.get_attribute("id")
    assert walked == ["w2", "w7", "w8", "w18", "w7", "w1", last, "w1"]


def test_enter_plays_from_the_word_and_space_pauses(reading):
    page = reading()
    page.locator("#w1").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".is-said")).to_have_id("w7")
    page.keyboard.press(" ")
    assert not playing(page)


def test_words_chosen_with_the_mouse_can_be_reported(reading):
    page = reading()
    told_of = caught(page)
    first, last = page.locator("#w12"), page.locator("#w13")
    first.scroll_into_view_if_needed()
    first.hover()
    page.mouse.down()
    last.hover()
    page.mouse.up()
    page.get_by_role("button", name="Something wrong?").click()
    assert chosen(page) == ["coal", "production,"]
    assert told_of() == {"ids": ["w12", "w13"], "text": "coal production,", "start": 6.5, "end": 7.4}
    expect(page.get_by_role("dialog")).to_be_visible()


def test_words_chosen_by_keyboard_can_be_reported(reading):
    page = reading()
    told_of = caught(page)
    choose_by_keyboard(page)
    assert chosen(page) == ["coal", "production,"]
    page.keyboard.press("Shift+Enter")
    assert told_of()["text"] == "coal production,"


def test_escape_lets_the_words_go_and_stays_at_them(reading):
    page = reading()
    choose_by_keyboard(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Play this")).to_be_focused()
    page.keyboard.press("Escape")
    assert chosen(page) == []
    expect(page.locator("#w13")).to_be_focused()


def test_a_long_press_chooses_a_word_and_a_tap_one_more(reading):
    page = reading(**PHONE)
    word = page.locator("#w12")
    word.scroll_into_view_if_needed()
    box = word.bounding_box()
    finger = {"x": box["x"] + 8, "y": box["y"] + 8}
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [finger]})
    page.get_by_role("button", name="+ word").wait_for()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert chosen(page) == ["coal"]
    page.get_by_role("button", name="+ word").tap()
    assert chosen(page) == ["coal", "production,"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_hearing_some_words_goes_back_to_where_the_reader_was(reading):
    page = reading("?t=20")
    choose_by_keyboard(page)
    page.get_by_role("button", name="Play this").click()
    expect(page.locator(".is-said")).to_have_id("w12")
    expect(page.get_by_role("button", name="Pause")).to_have_count(0)
    assert time_of(page) == 20
    assert not playing(page)


def test_a_span_at_another_speed_gives_the_speed_back(reading):
    page = reading()
    rates = page.evaluate(
        """async () => {
          const player = document.querySelector("story-player"), rates = [];
          const over = player.playSpan(1, 1.3, { rate: 0.75 });
          rates.push(player.media.playbackRate);
          await over;
          return [...rates, player.media.playbackRate, player.time];
        }"""
    )
    assert rates == [0.75, 1, 0]


def test_a_link_to_a_second_begins_there(reading):
    page = reading("?t=14.5#p-w23")
    expect(page.locator(".is-said")).to_have_id("w24")
    assert time_of(page) == 14.5


def test_a_link_to_a_paragraph_begins_there(reading):
    assert time_of(reading("#p-w23")) == 14


def test_the_place_is_kept_on_reload(reading):
    page = reading()
    page.evaluate("document.querySelector('story-player').seek(31)")
    page.reload()
    expect(page.locator("story-player [data-part=time]")).to_have_text("0:31")


def test_speed_and_steps(reading):
    page = reading("?t=30")
    page.get_by_label("Speed").select_option("1.5×")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    page.get_by_role("button", name="Back 5 seconds").click()
    page.get_by_role("button", name="Back 5 seconds").click()
    page.get_by_role("button", name="Forward 5 seconds").click()
    slider = page.get_by_role("slider", name="Place in the story")
    slider.press("ArrowLeft")
    assert time_of(page) == 20
    assert slider.get_attribute("aria-valuetext") == "0:20 / 1:20"


def test_letters_work_anywhere_until_they_are_switched_off(reading):
    page = reading("?t=30")
    page.keyboard.press("j")
    page.get_by_text("Keyboard shortcuts").click()
    page.get_by_label("Use these letters").uncheck()
    page.keyboard.press("j")
    assert time_of(page) == 25
    page.reload()
    page.get_by_text("Keyboard shortcuts").click()
    expect(page.get_by_label("Use these letters")).not_to_be_checked()


def test_the_words_are_followed_until_the_reader_scrolls(reading):
    page = reading("?t=40", viewport={"width": 1280, "height": 500})
    page.evaluate("document.querySelector('story-player').play()")
    expect(page.locator(".is-said")).to_be_in_viewport()
    page.mouse.move(600, 300)
    page.mouse.wheel(0, -300)
    again = page.get_by_role("button", name="Follow along")
    again.wait_for()
    page.mouse.wheel(0, -3000)
    expect(page.locator(".is-said")).not_to_be_in_viewport()
    again.click()
    expect(page.locator(".is-said")).to_be_in_viewport()
    expect(again).to_be_hidden()


def test_clean_reading_changes_the_page_in_place(reading):
    page = reading("?t=30")
    page.get_by_role("link", name="Without um and er").click()
    expect(page.get_by_text("um,", exact=True)).to_be_hidden()
    assert page.url.endswith("?clean=1")
    assert time_of(page) == 30
    with page.expect_download() as taken:
        page.get_by_role("link", name="Plain text").click()
    assert "um," not in taken.value.path().read_text()


def test_in_clean_reading_the_hidden_words_are_passed_over_and_reported_along(reading):
    page = reading("?clean=1")
    told_of = caught(page)
    choose_by_keyboard(page)
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#w15")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    assert told_of()["ids"] == ["w12", "w13", "w14", "w15"]


def test_captions_are_switched_on_for_a_video(visit, site, story):
    page = visit(give_film(story("Seen", *TALK), seconds=8).get_absolute_url())
    button = page.get_by_role("button", name="Captions")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.evaluate("document.querySelector('story-player').seek(4.2)")
    said = page.evaluate(
        """() => new Promise((done) => {
          const track = document.querySelector("video").textTracks[0];
          const look = () => (track.activeCues?.length ? done(track.activeCues[0].text) : requestAnimationFrame(look));
          look();
        })"""
    )
    assert said == "<v Speaker 2>I'm Hamid. My experience of coal\nproduction, um, is a good one."


def test_sound_that_cannot_be_fetched_is_said_so(visit, told, settings):
    for name in ("audio.opus", "audio.m4a"):
        (Path(settings.MEDIA_ROOT) / told.slug / name).unlink()
    page = visit(told.get_absolute_url())
    expect(page.get_by_role("alert")).to_contain_text("The sound could not be loaded.")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("give", [give_sound, give_film])
def test_nothing_moves_by_itself_and_nothing_goes_sideways(visit, site, story, give, options):
    page = visit(give(story("Still", *TALK), seconds=8).get_absolute_url(), **options)
    expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
    assert page.evaluate(MOVED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
def test_everybody_can_use_the_page(reading, violations, options, scheme):
    page = reading(color_scheme=scheme, **options)
    page.get_by_text("Keyboard shortcuts").click()
    assert violations(page) == []
    choose_by_keyboard(page)
    assert violations(page) == []


def test_without_javascript_the_story_plays_and_reads(visit, told, violations):
    page = visit(told.get_absolute_url(), java_script_enabled=False)
    expect(page.locator("audio")).to_be_visible()
    expect(page.locator(".turn").first).to_have_text("Do you want to introduce yourself?")
    expect(page.get_by_role("group", name="Player")).to_be_hidden()
    page.get_by_role("link", name="Play from 0:14").click()
    assert page.url.endswith("?t=14.0#p-w23")
    page.get_by_role("link", name="Without um and er").click()
    expect(page.get_by_text("um,", exact=True)).to_be_hidden()


def test_in_a_long_story_far_words_are_reached_by_link_and_by_keyboard(visit, site, story):
    """Far down, paragraphs are not laid out until somebody comes near (transcript.css)."""
    turns = [(f"S{1 + number % 2}", f"Turn number {number} of this long talk.") for number in range(90)]
    told = give_sound(story("Long", *turns), seconds=8)
    page = visit(f"{told.get_absolute_url()}#w561")  # the first word of turn 80
    expect(page.locator("#w561")).to_be_in_viewport()
    page.locator("#w561").click()
    page.locator("#w561").focus()
    page.keyboard.press("Control+Home")
    expect(page.locator("#w1")).to_be_focused()
    expect(page.locator("#w1")).to_be_in_viewport()
    page.keyboard.press("Control+End")
    expect(page.locator("#w630")).to_be_focused()
    expect(page.locator("#w630")).to_be_in_viewport()
