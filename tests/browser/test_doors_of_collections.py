"""The forms by which editors make collections: each sent once, and looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.browsing import actions
from heard.apps.sharing.actions import share
from tests.browser.conftest import DESK, PHONE
from tests.browser.sending import send
from tests.renditions import give_sound


@pytest.fixture
def told(site, story):
    return give_sound(story("The bus", themes=("Transport",), place="Salford"), seconds=14)


@pytest.mark.doors("new-collection", "edit-collection", "fill-collection", "change-piece", "change-collection")
def test_an_editor_makes_one(visit, told, cleo):
    page = visit("/collections/new/", user=cleo)
    send(page, "new-collection", title="Getting there")
    send(page, "fill-collection", text="Some words.")
    send(page, "fill-collection", text=told.get_absolute_url())
    send(page, "change-piece", "[value=down]")
    send(page, "edit-collection", summary="What it takes.")
    send(page, "change-collection", "[value=publish]")
    page.get_by_role("link", name="See it as readers do").click()
    expect(page.get_by_role("heading", name="Getting there")).to_be_visible()


@pytest.mark.doors("place-on-map")
def test_an_editor_puts_a_place_on_the_map(visit, told, story, cleo):
    story("The train", place="Salford")
    page = visit("/places/salford/", user=cleo)
    page.get_by_role("link", name="Where it lies on the map").click()
    send(page, "place-on-map", latitude="53.5", longitude="-2.3")
    mark = page.get_by_role("link", name="Salford: 2 stories")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Salford")).to_be_visible()


@pytest.mark.doors("place-picture", "drop-place-picture")
def test_an_editor_gives_a_place_a_picture_and_takes_it_away(visit, told, cleo, tmp_path):
    page = visit("/places/salford/", user=cleo)
    (tmp_path / "salford.png").write_bytes(page.screenshot())
    page.get_by_role("link", name="Its picture").click()
    page.locator("[name=picture]").set_input_files(tmp_path / "salford.png")
    send(page, "place-picture", described="A street.", shows="nobody")
    send(page, "drop-place-picture")


def test_a_curated_story_plays_through_moment_by_moment(visit, told, cleo):
    row = actions.make("Getting there", "", by=cleo)
    for words in (("w1", "w2"), ("w12", "w13")):
        actions.add(row, share(told, *words, revision=1), by=cleo)
    actions.publish(row, by=cleo)
    page = visit(row.get_absolute_url())
    page.get_by_role("button", name="Play it through").click()
    sounds = page.locator("audio")
    expect(page.locator(".is-playing blockquote")).to_have_text("coal production,")
    expect(sounds.nth(1)).to_have_js_property("paused", True)
    expect(page.get_by_role("button", name="Play it through")).to_be_visible()
    assert [7 < sounds.nth(1).evaluate("sound => sound.currentTime") < 8, page.locator(".is-playing").count()] == [
        True,
        0,
    ]


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_pages_break_no_rule_and_fit_the_screen(visit, violations, told, cleo, how):
    row = actions.make("Getting there", "What it takes.", by=cleo)
    for thing in (told, share(told, "w12", "w13", revision=1), "Some words."):
        actions.add(row, thing, by=cleo)
    actions.publish(row, by=cleo)
    actions.put_on_map("salford", 53.5, -2.3, by=cleo)
    page = visit("/", user=cleo, **how)
    for path in (
        "/",
        "/themes/",
        "/themes/transport/",
        "/places/",
        "/places/salford/",
        "/places/salford/map/",
        "/collections/",
        "/collections/new/",
        row.get_absolute_url(),
        f"{row.get_absolute_url()}edit/",
    ):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (path, violations(page), wide) == (path, [], False)
