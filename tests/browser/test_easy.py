"""Easy Read in a real browser: written without JavaScript, read by everybody, and printed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.understanding.tasks import tick
from tests.apps.joining.test_picture import photograph
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound


@pytest.fixture
def told(site, story):
    return give_sound(story("The bus"), seconds=14)


@pytest.mark.doors("edit-easy", "easy-line", "move-easy")
def test_it_is_written_without_javascript_and_read_by_everybody(visit, violations, told, ada, tmp_path):
    (tmp_path / "bus.jpg").write_bytes(photograph())
    page = visit(told.get_absolute_url(), user=ada, java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="In short, easy to read").click()
    page.get_by_role("textbox", name="Sentence", exact=True).fill("I missed the doctor.")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("textbox", name="Sentence", exact=True).fill("The bus was late.")
    page.get_by_label("A picture for it").set_input_files(tmp_path / "bus.jpg")
    page.get_by_label("What the picture shows").fill("A red bus.")
    page.get_by_role("button", name="Add it").click()
    tick()
    page.get_by_role("button", name="Move up").click()
    page.get_by_role("link", name="Change it").nth(1).click()
    page.get_by_role("textbox", name="Sentence", exact=True).fill("I did not see the doctor.")
    page.get_by_role("button", name="Save").click()
    for how in ({**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}):
        reader = visit(told.get_absolute_url(), **how)
        reader.get_by_role("link", name="In short, easy to read").click()
        expect(reader.locator(".easy-line")).to_contain_text(["The bus was late.", "I did not see the doctor."])
        picture = reader.get_by_role("img", name="A red bus.")
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 100
        assert violations(reader) == []
        assert not reader.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    reader.emulate_media(media="print")
    paper = reader.locator("body").inner_text()
    assert "I did not see the doctor." in paper
    assert told.get_absolute_url() in paper
    assert reader.get_by_role("button").count() == 0
