"""A story is told in writing, published and put right, by people without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.correcting.models import Correction
from heard.apps.telling.models import Story
from tests.browser.conftest import PHONE

TEXT = "We met on Mondays in the church hall.\n\nNobody asked us, and then they did."


@pytest.mark.doors("write-story", "rewrite-story")
def test_a_story_is_told_in_writing_and_a_reader_reports_a_word(visit, violations, site, ada, cleo):
    page = visit("/tell/", user=ada, java_script_enabled=False, **PHONE)
    page.get_by_role("link", name="Write the story instead").click()
    page.get_by_label("Title").fill("Tea on Mondays")
    page.get_by_label("The story").fill("We met on Mondays.")
    page.get_by_role("button", name="Keep the story").click()
    page.get_by_role("link", name="Change the words").click()
    expect(page.get_by_label("The story")).to_have_value("We met on Mondays.")
    page.get_by_label("The story").fill(TEXT)
    page.get_by_role("button", name="Save").click()
    _agree(page, "Hamid")
    page.get_by_role("button", name="Publish this story").click()
    expect(page.get_by_role("heading", name="In writing")).to_be_visible()
    story = Story.objects.get()

    for address in ("/tell/writing/", f"/stories/{story.slug}/writing/", story.get_absolute_url()):
        assert violations(visit(address, user=ada, **PHONE)) == []  # axe is a script
    reader = visit(story.get_absolute_url(), java_script_enabled=False, **PHONE)
    expect(reader.locator(".turn")).to_have_text(TEXT.split("\n\n"))
    expect(reader.locator("audio, video, story-player, .turn-time")).to_have_count(0)
    assert "0:0" not in reader.locator("main").inner_text()
    reader.get_by_role("link", name="Report transcript").first.click()
    reader.get_by_label("Paragraph").first.fill("We met on Tuesdays in the church hall.")
    reader.get_by_role("button", name="Check what I changed").click()
    reader.get_by_role("button", name="Send").click()
    expect(reader.get_by_text("An editor will read it and decide.")).to_be_visible()

    editor = visit(f"/stories/{story.slug}/review/", user=cleo, java_script_enabled=False, **PHONE)
    editor.get_by_role("button", name="Accept").click()
    assert (Correction.objects.get().state, Correction.objects.get().unheard) == ("accepted", False)
    reader.goto(story.get_absolute_url())
    expect(reader.locator(".turn").first).to_have_text("We met on Tuesdays in the church hall.")


def _agree(page, name):
    """Whose story it is says yes to all of it, and has read it beside whoever looks after it."""
    page.get_by_role("link", name="Who is in it, and what they agree to").click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name to show").fill(name)
    page.get_by_label("This is their story").check()
    page.get_by_role("button", name="Save, and ask them").click()
    for yes in page.get_by_label("Yes", exact=True).all():
        yes.check()
    page.get_by_role("button", name="Write it down").click()
    page.get_by_label("When and how did they").fill("On Monday, at the table.")
    page.get_by_role("button", name="They signed it off with me").click()
    page.get_by_role("link", name="People and consent").first.click()
    page.get_by_role("link", name="On to publishing").click()


@pytest.mark.doors("oai")
def test_an_archive_asks_by_a_form_too(visit, site, story):
    story()
    page = visit("/")
    ask = (
        "fetch('/oai/', {method: 'POST', body: new URLSearchParams({verb: 'Identify'})}).then(answer => answer.text())"
    )
    assert "<repositoryName>" in page.evaluate(ask)
