"""The page of a story where there is little room, few colours, or paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.telling.actions import stories
from heard.apps.wording.models import Term
from tests.browser.conftest import PHONE
from tests.renditions import give_film, give_sound

TALK = (
    ("S1", "Do you want to introduce yourself?"),
    ("S2", "I'm Hamid. My experience of co-production, um, is a good one."),
    ("S1", "What made it good?"),
    ("S2", " ".join(["We took a lot of the lead, and nothing was decided without us."] * 12)),
)
ABOUT = {
    "summary": "They wrote down that my grandmother could not answer questions. In Welsh she could answer anything. "
    * 3,
    "place": "Bethesda, Gwynedd",
    "themes": ("Care at home", "Co-production", "Dementia", "Welsh language"),
    "told_on": "2026-02-03",
}
# What shows the state of a control where grounds are gone: an edge, or the system's colour for what is chosen.
EDGES = """(selector) => {
  const seen = [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
  return seen.map((part) => {
    const style = getComputedStyle(part);
    const has = (edge) => parseFloat(style[`${edge}Width`]) > 0 && style[`${edge}Style`] !== "none";
    return has("borderTop") || has("borderBottom") || has("outline");
  });
}"""
GROUND = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"


@pytest.fixture
def told(site, story, ada):
    Term.objects.create(text="co-production", meaning="Planning and making it together, as equals.")
    row = story("The language she dreams in", *TALK, **ABOUT)
    stories.name_voices(row, {"S1": "Ada", "S2": "Hamid"}, by=ada)
    return row


@pytest.mark.parametrize("give", [give_sound, give_film])
@pytest.mark.parametrize("note", ["", "It tells of a hospital."])
def test_the_first_words_are_on_the_first_screen_of_a_phone(visit, told, give, note):
    told.content_note = note
    told.save()
    page = visit(give(told, seconds=60 if give is give_sound else 4).get_absolute_url(), **PHONE)
    if note:
        page.get_by_role("button", name="Read and hear it").click()
    expect(page.locator("h1")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Ada Okafor")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.locator("#w1")).to_be_in_viewport(ratio=1)


def test_all_of_a_long_summary_can_be_read_on_a_phone(visit, told):
    page = visit(told.get_absolute_url(), **PHONE)
    summary = page.locator("#summary")
    brief = summary.bounding_box()["height"]
    page.get_by_role("link", name="Read all of this").click()
    assert summary.bounding_box()["height"] > brief * 2


def test_the_right_column_scrolls_with_the_page(visit, told):
    page = visit(told.get_absolute_url(), viewport={"width": 1280, "height": 500})
    aside = page.get_by_role("complementary")
    assert aside.evaluate("(aside) => aside.scrollHeight <= aside.clientHeight")


def test_forced_colours_keep_edges_and_states(visit, told, violations):
    page = visit(give_film(told, seconds=8).get_absolute_url() + "?t=1", forced_colors="active")
    canvas = page.evaluate(GROUND, "body")
    parts = (".button", ".player-button", ".player", ".player-seek", ".panel", "select", "textarea")
    assert {part: set(page.evaluate(EDGES, f"main {part}")) for part in parts} == {part: {True} for part in parts}
    assert page.evaluate(GROUND, ".is-said") != canvas
    page.get_by_role("button", name="Captions").click()
    assert page.evaluate(GROUND, ".player-captions") != canvas
    page.locator("#w1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert all(page.evaluate(EDGES, "#w3"))
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate(GROUND, "#w3") != canvas
    assert all(page.evaluate(EDGES, ".choice-bar"))
    page.keyboard.press("Shift+Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert all(page.evaluate(EDGES, "dialog[open], dialog[open] .dialog-close"))
    assert violations(page) == []


def test_a_story_on_paper_has_what_is_read_and_nothing_to_press(visit, told, site):
    page = visit(give_sound(told, seconds=60).get_absolute_url() + "?t=20")
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    for line in (
        "The language she dreams in",
        ABOUT["summary"].strip(),
        "Gathered by Ada Okafor",
        "Told 3 February 2026",
        "Published 1 March 2026",
        f"{site}{told.get_absolute_url()}",
        "Hamid",
        "0:04",
        "I'm Hamid. My experience of co-production, um, is a good one.",
        "Planning and making it together, as equals.",
    ):
        assert line in paper
    for role in ("button", "slider", "textbox", "checkbox", "navigation", "dialog"):
        assert page.get_by_role(role).count() == 0, role
    expect(page.locator(".paper-code svg")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    expect(page.locator(".paper-code svg")).not_to_be_visible()


def test_before_its_content_note_is_passed_a_story_prints_the_note_alone(visit, told):
    told.content_note = "It tells of a hospital."
    told.save()
    page = visit(told.get_absolute_url())
    page.emulate_media(media="print")
    paper = page.locator("body").inner_text()
    assert "Before you begin: It tells of a hospital." in paper
    assert "Hamid" not in paper
    assert page.get_by_role("button").count() == 0
