"""A story in another language in a real browser: written without JavaScript, read beside the sound."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.telling.models import Story
from heard.apps.understanding.actions.translations import (
    Written,
    begin_translation,
    seen_of,
    show_translation,
    write_translation,
)
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound


@pytest.fixture
def told(site, story):
    return give_sound(story("The bus", ("S1", "Was it late?"), ("S2", "The bus was late again.")), seconds=14)


@pytest.mark.doors("translations", "translation", "translation-state", "translation-file")
def test_it_is_written_without_javascript_and_read_beside_the_words(visit, violations, told, ada, tmp_path):
    (tmp_path / "welsh.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nOedd e'n hwyr?\n")
    page = visit(told.get_absolute_url(), user=ada, java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="In other languages").click()
    page.get_by_label("Which language?").select_option("cy")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("textbox").nth(1).fill("Roedd y bws yn hwyr eto.")
    page.get_by_role("button", name="Keep it", exact=True).click()
    page.get_by_text("Bring captions from elsewhere").click()
    page.get_by_label("A file of captions").set_input_files(tmp_path / "welsh.vtt")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("textbox").first).to_have_value("Oedd e'n hwyr?")
    page.get_by_role("button", name="Show it to readers").click()
    for how in ({**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}):
        reader = visit(told.get_absolute_url(), **how)
        reader.get_by_role("link", name="Cymraeg").click()
        expect(reader.locator(".turn-beside")).to_contain_text(["Oedd e'n hwyr?", "Roedd y bws yn hwyr eto."])
        languages = reader.evaluate("[...document.querySelector('audio').textTracks].map(track => track.language)")
        assert languages == ["cy", "en"]
        reader.get_by_role("button", name="Play", exact=True).click()
        expect(reader.locator(".w.is-said")).to_have_count(1)
        assert violations(reader) == []
        assert not reader.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.doors("story-in")
@pytest.mark.parametrize("script", [True, False])
def test_its_content_note_comes_first_there_too(visit, told, ada, script):
    row = begin_translation(told, "cy", by=ada)
    write_translation(row, {"w1": Written("Oedd e'n hwyr?", seen_of(""))}, by=ada)
    show_translation(row, shown=True, by=ada)
    Story.objects.filter(pk=told.pk).update(content_note="It tells of a death.")
    page = visit(f"/stories/{told.slug}/in/cy/", java_script_enabled=script, **PHONE)
    expect(page.locator(".turn-beside")).to_have_count(0)
    page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator(".turn-beside")).to_contain_text(["Oedd e'n hwyr?"])
