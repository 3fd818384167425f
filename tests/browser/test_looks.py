"""How pages look, in a real browser: chosen without JavaScript, there on every page, and nothing breaks by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.sending import send
from tests.renditions import give_film, give_sound

LETTERS = "getComputedStyle(document.body).fontSize"


@pytest.mark.doors("looks")
def test_a_reader_chooses_without_javascript(visit):
    page = visit("/looks/", java_script_enabled=False)
    page.get_by_label("Much larger").check()
    page.get_by_label("As much as there is").check()
    page.get_by_role("button", name="Make it so").click()
    assert page.get_by_label("Much larger").is_checked()
    page.goto("/")
    assert page.locator("html").get_attribute("class") == "look-size-largest look-contrast-more"


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_larger_letters_more_room_and_more_contrast_break_no_rule(visit, violations, site, story, how):
    told = give_sound(story("Coal"), seconds=14)
    page = visit("/looks/", **how)
    before = float(page.evaluate(LETTERS).removesuffix("px"))
    send(page, "looks", size="largest", spacing="wide", contrast="more", motion="none", captions="larger")
    assert float(page.evaluate(LETTERS).removesuffix("px")) == pytest.approx(1.4 * before)
    for path in ("/looks/", "/", "/explore/?q=coal", told.get_absolute_url()):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (path, violations(page), wide) == (path, [], False)


@pytest.mark.parametrize("script", [True, False])
def test_a_film_is_heard_and_its_picture_never_asked_for(visit, site, story, script):
    told = give_film(story("Seen"), seconds=8)
    page = visit("/looks/", java_script_enabled=script, **PHONE)
    page.get_by_label("Their sound alone").check()
    page.get_by_label("As little as can be").check()
    page.get_by_role("button", name="Make it so").click()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1].partition("#")[0]))
    page.goto(f"{told.get_absolute_url()}?t=3")
    expect(page.locator("audio")).to_have_count(1)
    assert not {"video.mp4", "peaks.json", "audio.opus"} & set(asked)
    if script:
        page.get_by_role("button", name="Play", exact=True).click()
        expect(page.locator("audio")).to_have_js_property("paused", False)
        assert page.locator("audio").evaluate("sound => sound.currentTime") >= 3
        assert "audio.opus" in asked
        assert not {"video.mp4", "peaks.json"} & set(asked)
