"""How pages look, in a real browser: chosen without JavaScript, there on every page, and nothing breaks by it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.sending import send
from tests.renditions import give_sound

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
