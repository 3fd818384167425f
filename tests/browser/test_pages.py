"""An editor writes an article in a real browser: with a picture and a quote, looked at before anybody else does, and
published. A reader reads it and hears the quote. Nothing is asked of another host, and the policy refuses nothing."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import expect

from heard.apps.publishing import actions
from heard.apps.publishing.models import PagePicture
from heard.apps.sharing.actions import share
from tests.articles import write_article, write_guide
from tests.browser.conftest import DESK, PHONE
from tests.drawn import drawn, table
from tests.renditions import give_sound


@pytest.fixture
def moment(site, story):
    return share(give_sound(story("The bus", themes=("Getting there",)), seconds=14), "w10", "w13", revision=1)


def insert(page, name):
    page.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=name).click()


def give_picture(page, tmp_path):
    file = tmp_path / "board.png"
    Image.new("RGB", (800, 500), "teal").save(file)
    page.get_by_role("button", name="Choose an image").click()
    chooser = page.locator(".modal")
    chooser.get_by_role("tab", name="Upload").click()
    chooser.locator("input[type=file]").set_input_files(file)
    chooser.get_by_label("Title").fill("A board")
    chooser.get_by_role("button", name="Upload").click()
    expect(chooser).to_be_hidden()
    page.locator("#id_picture_described").fill("A board at a crossroads.")


def test_an_editor_writes_and_a_reader_reads_and_hears(visit, moment, cleo, tmp_path):
    page = visit("/writing/", user=cleo)
    page.get_by_role("link", name="Write an article").click()
    page.locator("#id_title").fill("What a gritter is for")
    page.locator("#id_author_name").fill("Ines Duarte")
    give_picture(page, tmp_path)
    insert(page, "Quote from a story")
    page.locator("#body-0-value").fill(moment.get_absolute_url())
    insert(page, "Text and lists")
    page.locator(".public-DraftEditor-content").last.click()
    page.keyboard.type("It comes at nine.")
    page.get_by_role("button", name="Toggle preview").click()
    seen = page.frame_locator("iframe").first
    expect(seen.get_by_role("heading", name="What a gritter is for")).to_be_visible(timeout=20_000)
    expect(seen.get_by_role("link", name="Hear it")).to_be_visible()
    reader = visit("/articles/")
    expect(reader.get_by_text("No article has been published yet.")).to_be_visible()
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/cms/pages/*/")
    reader.reload()
    reader.get_by_role("link", name="What a gritter is for").click()
    expect(reader.get_by_text("It comes at nine.")).to_be_visible()
    expect(reader.get_by_alt_text("A board at a crossroads.")).to_be_visible()
    reader.get_by_role("link", name="Hear it").press("Enter")
    sound = reader.locator("audio")
    expect(sound).to_have_js_property("paused", False)
    expect(sound).to_have_js_property("paused", True)


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_pages_break_no_rule_and_fit_the_screen(visit, violations, moment, ada, how):
    actions.begin()
    picture = PagePicture.objects.create(title="A board", file=drawn())
    body = [
        ("heading", "The road"),
        ("text", "<p>It is steep.</p><ul><li>One</li></ul>"),
        ("quote", moment.code),
        ("picture", {"picture": picture, "described": "A board.", "caption": "At the crossroads."}),
        ("table", table()),
        ("quote", "nothing"),
    ]
    article = write_article(author=ada, author_name="", picture=picture, picture_described="A sky.", body=body)
    write_article("Another by Ada", author=ada, author_name="")
    guide = write_guide(steps=[("step", {"title": f"Step {name}", "body": body}) for name in "ab"])
    page = visit("/", **how)
    for address in (article.get_absolute_url(), guide.get_absolute_url(), "/articles/", "/guides/", "/about/"):
        page.goto(address)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= how["viewport"]["width"]


def test_without_javascript_a_quote_still_plays(visit, moment):
    page = visit(write_article(body=[("quote", moment.code)]).get_absolute_url(), java_script_enabled=False)
    link = page.get_by_role("link", name="Hear it")
    assert "/media/" in link.get_attribute("href")


def test_a_guide_on_paper_has_its_steps_and_the_way_back_to_it(visit, moment):
    steps = [("step", {"title": "Sit down", "body": [("text", "<p>With tea.</p>")]})]
    page = visit(write_guide(steps=steps).get_absolute_url())
    page.emulate_media(media="print")
    expect(page.get_by_text("With tea.")).to_be_visible()
    expect(page.locator(".paper-code svg")).to_be_visible()
    expect(page.get_by_role("button", name="Print this guide")).to_be_hidden()
