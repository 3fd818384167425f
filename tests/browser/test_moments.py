"""Sharing a moment in a real browser: words are marked, heard, given an address, and shown in the page of another."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from heard.apps.sharing.actions import share
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from tests.browser.conftest import DESK, PHONE
from tests.renditions import give_sound


@pytest.fixture
def told(site, story):
    return give_sound(story("Coal"), seconds=14)


@pytest.mark.parametrize("how", [PHONE, DESK])
def test_chosen_words_become_an_address_by_keyboard(visit, told, how):
    page = visit(told.get_absolute_url(), **how)
    page.locator("#w1").focus()
    for key in ("ArrowDown", *["ArrowRight"] * 5, "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Share", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Share this moment")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text("coal production,")
    page.get_by_role("button", name="Make a link to it").press("Enter")
    page.wait_for_url("**/moments/**")
    page.get_by_role("link", name="Hear it").press("Enter")
    sound = page.locator("audio")
    expect(sound).to_have_js_property("paused", False)
    expect(sound).to_have_js_property("paused", True)
    assert 7 < sound.evaluate("sound => sound.currentTime") < 8  # the two words, and nothing after them


@pytest.mark.doors("share")
def test_without_javascript_it_is_chosen_from_a_list(visit, told):
    page = visit(told.get_absolute_url(), java_script_enabled=False)
    page.get_by_role("link", name="Share a moment").click()
    page.get_by_role("link", name="Share this").nth(1).click()
    page.get_by_text("Take fewer words").click()
    page.get_by_label("From").select_option("w12")
    page.get_by_label("To", exact=True).select_option("w13")
    page.get_by_role("button", name="Take these").click()
    expect(page.locator("blockquote")).to_have_text("coal production,")
    page.get_by_role("button", name="Make a link to it").click()
    assert page.url.endswith(f"/moments/{Moment.objects.get().code}/")


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_the_pages_break_no_rule_and_fit_the_screen(visit, violations, told, how):
    moment = share(told, "w10", "w13", revision=1)
    page = visit("/", **how)
    for path in (
        f"/stories/{told.slug}/share/",
        f"/stories/{told.slug}/share/?first=w7&last=w18",
        moment.get_absolute_url(),
        f"/embed/moments/{moment.code}/",
        f"/embed/stories/{told.slug}/",
    ):
        page.goto(path)
        for more in page.locator("summary:visible").all():
            more.click()
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (path, violations(page), wide) == (path, [], False)


class _Elsewhere(BaseHTTPRequestHandler):
    """The site of somebody else, with one page that takes in a player."""

    player = ""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f'<!doctype html><title>Ours</title><iframe src="{self.player}"></iframe>'.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), _Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_it_plays_in_the_page_of_another_and_ends_there_with_its_story(chromium, site, told, elsewhere, ada):
    moment = share(told, "w10", "w13", revision=1)
    _Elsewhere.player = f"{site}/embed/moments/{moment.code}/"
    context = chromium.new_context()
    page = context.new_page()
    page.goto(elsewhere)
    frame = page.frame_locator("iframe")
    expect(frame.locator("blockquote")).to_have_text("experience of coal production,")
    frame.get_by_role("link", name="Hear it").click()
    expect(frame.locator("audio")).to_have_js_property("paused", False)
    assert context.cookies() == []
    take_back(told, hand=Hand(ada))
    page.reload()
    expect(frame.get_by_text("taken back")).to_be_visible()
    context.close()
