"""A film on the page of its story and where parts are hidden; and, of film and sound, nothing that was cut off."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from heard.apps.hiding import actions as hiding
from heard.apps.telling.actions.consent import Hand
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_film, give_sound

TALK = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. My experience of co-production, um, is a good one."),
    ("S1", "What made it good?"),
    ("S2", " ".join(["We took a lot of the lead, and nothing was decided without us."] * 40)),
)
TIME = "document.querySelector('story-player').time"
SEEK = "(seconds) => document.querySelector('story-player').seek(seconds)"
# The smallest letters of the captions, in pixels.
LETTERS = "(line) => parseFloat(getComputedStyle(line).fontSize)"


@pytest.fixture
def film(site, story):
    return give_film(story("Seen", *TALK), seconds=8)


def share_of_height(page, locator):
    return locator.bounding_box()["height"] / page.viewport_size["height"]


def read_on(page):
    page.mouse.wheel(0, 2000)
    expect(page.locator("#w1")).not_to_be_in_viewport()


@pytest.mark.parametrize("how", [DESK, {**PHONE, "is_mobile": False}], ids=["desk", "phone"])
def test_the_picture_and_its_captions_stay_while_somebody_reads_on(visit, film, how):
    page = visit(film.get_absolute_url(), **how)
    expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
    page.get_by_role("button", name="Captions").click()
    page.evaluate(SEEK, 4.2)
    line = page.locator(".player-caption span").first
    expect(line).to_contain_text("Speaker 2: I'm Hamid. My experience of co-production")
    assert line.evaluate(LETTERS) >= 16
    read_on(page)
    expect(page.locator(".is-past")).to_have_count(1)
    for part in (page.locator("video"), line, page.get_by_role("button", name="Play", exact=True)):
        expect(part).to_be_in_viewport(ratio=0.9)
    assert line.evaluate(LETTERS) >= 16
    seen = page.evaluate("document.querySelector('story-player').getBoundingClientRect().bottom / innerHeight")
    assert seen < 0.34
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(page.locator(".is-past")).to_have_count(0)


def test_a_press_on_the_picture_plays_and_pauses(visit, film):
    page = visit(film.get_absolute_url())
    picture = page.locator("video")
    picture.click(position={"x": 40, "y": 60})
    expect(picture).to_have_js_property("paused", False)
    picture.click(position={"x": 40, "y": 60})
    expect(picture).to_have_js_property("paused", True)


def test_full_screen_and_back_by_keyboard(visit, film):
    page = visit(film.get_absolute_url())
    button = page.get_by_role("button", name="Full screen")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement === document.querySelector('story-player')")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_picture_goes_to_a_corner_by_keyboard_where_the_browser_can(visit, film):
    page = visit(film.get_absolute_url())
    button = page.locator("[data-do=corner]")
    assert button.get_attribute("aria-label") == "Picture in picture"
    assert page.evaluate("document.pictureInPictureEnabled") is not button.evaluate("(button) => button.hidden")
    expect(page.locator("video")).to_have_js_property("disablePictureInPicture", False)


def test_captions_are_on_again_next_time(visit, film):
    page = visit(film.get_absolute_url())
    page.get_by_role("button", name="Captions").click()
    page.reload()
    expect(page.get_by_role("button", name="Captions")).to_have_attribute("aria-pressed", "true")


# What was cut off

CUT = (("S1", "Are we on? Yes."), ("S2", "I'm Hamid and this is my story."), ("S1", "Shall I stop it? Yes."))


@pytest.fixture(params=[give_sound, give_film], ids=["sound", "film"])
def trimmed(request, site, story, ada):
    """Ten seconds, of which those from 2.2 to 6.7 are left."""
    told = request.param(story("A story", *CUT), seconds=10)
    hiding.trim(told, "w5", "w11", hand=Hand(ada))
    told.recording.renditions.update(hides=type(told.recording).objects.get().hides)
    return told


def bounds(page):
    return page.evaluate("(({ begin, end }) => [begin, end])(document.querySelector('story-player'))")


def test_what_was_cut_off_cannot_be_reached(visit, trimmed):
    page = visit(trimmed.get_absolute_url() + "?t=0.5")
    expect(page.locator(".player-wave.is-drawn")).to_have_count(1)
    begin, end = bounds(page)
    assert (begin, end) == pytest.approx((2.15, 7.15), abs=0.5)
    slider = page.get_by_role("slider", name="Place in the story")
    reached = [page.evaluate(TIME)]
    for press in ("Back 5 seconds", "Forward 5 seconds", "Forward 5 seconds", "Back 5 seconds", "Back 5 seconds"):
        page.get_by_role("button", name=press).click()
        reached.append(page.evaluate(TIME))
    for key in ("End", "Home"):
        slider.press(key)
        reached.append(page.evaluate(TIME))
    for second in (0, 9.5):
        page.evaluate("(second) => { document.querySelector('audio, video').currentTime = second; }", second)
        page.wait_for_function(f"Math.abs({TIME} - {second}) > 0.5")
        reached.append(page.evaluate(TIME))
    assert min(reached) >= begin - 0.06
    assert max(reached) <= end + 0.06


def test_its_length_and_its_times_begin_where_it_begins(visit, trimmed):
    page = visit(trimmed.get_absolute_url())
    begin, end = bounds(page)
    assert page.locator(".player-time").inner_text().split() == ["0:00", "/", f"0:0{int(end - begin)}"]
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == f"0:00 / 0:0{int(end - begin)}"


def test_it_stops_at_its_end_and_begins_again_at_its_beginning(visit, trimmed):
    page = visit(trimmed.get_absolute_url())
    begin, end = bounds(page)
    page.evaluate(SEEK, end - 0.6)
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause")).to_have_count(1)
    expect(page.get_by_role("button", name="Play", exact=True)).to_have_count(1)
    assert page.evaluate(TIME) == pytest.approx(end, abs=0.3)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(f"{TIME} < {begin + 2}")
    assert page.evaluate(TIME) >= begin - 0.06


PLAIN_TIME = "document.querySelector('clip-sound audio').currentTime"


def test_no_plain_player_reaches_what_was_cut_off_either(visit, trimmed, cleo):
    page = visit(f"{trimmed.get_absolute_url()}report/", user=cleo)
    page.wait_for_function("document.querySelector('clip-sound audio').readyState > 0")
    begin, end = page.evaluate("(({ begin, end }) => [begin, end])(document.querySelector('clip-sound'))")
    expect(page.locator("audio")).to_have_js_property("controls", False)
    bar = page.get_by_role("group", name="Player")
    expect(bar).to_contain_text(f"0:00 / 0:0{int(end - begin)}")
    reached = []
    for second in (0, 9.5):
        page.evaluate("(second) => { document.querySelector('audio').currentTime = second; }", second)
        page.wait_for_function(f"Math.abs({PLAIN_TIME} - {second}) > 0.5")
        reached.append(page.evaluate(PLAIN_TIME))
    assert min(reached) >= begin - 0.06
    assert max(reached) <= end + 0.06
    bar.get_by_role("button", name="Play").click()
    expect(bar.get_by_role("button", name="Pause")).to_be_visible()
    assert page.evaluate(PLAIN_TIME) < begin + 2  # from its end it begins again


# Hiding


@pytest.mark.parametrize("how", [DESK, {**PHONE, "is_mobile": False}], ids=["desk", "phone"])
def test_the_film_is_in_sight_while_words_are_chosen_to_be_hidden(visit, film, ada, violations, how):
    page = visit(f"{film.get_absolute_url()}hide/", user=ada, **how)
    words = page.locator("story-transcript")
    words.locator(".w").last.scroll_into_view_if_needed()
    picture = page.locator("video")
    expect(picture).to_be_in_viewport(ratio=0.9)
    assert share_of_height(page, picture) < 0.62
    if how is DESK:
        assert picture.bounding_box()["x"] > words.bounding_box()["x"] + words.bounding_box()["width"]
    assert violations(page) == []


def test_the_time_at_which_a_face_was_found_is_written_by_a_press(visit, film, ada):
    page = visit(f"{film.get_absolute_url()}hide/", user=ada)
    for second, name in ((2.5, "From"), (4.2, "To")):
        page.evaluate("(second) => { document.querySelector('video').currentTime = second; }", second)
        page.get_by_role("button", name=re.compile(f"Where the film stands now.*{name}")).click()
    assert page.get_by_label("From", exact=True).input_value() == "0:02.5"
    page.locator("section", has_text="Or hide by the clock").get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hide this part?")
    page.get_by_role("link", name="Play it").click()
    expect(page.locator("video")).to_have_js_property("paused", False)
