"""Every page for finding a story and for an account, as people and their helpers meet it: on a phone and a desk, light
and dark, with axe's eyes, without sideways scrolling and without JavaScript."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE

PAGES = (
    "/",
    "/explore/",
    "/explore/?q=production",
    "/explore/?q=zebra",
    "/reporters/",
    "/reporters/ada-okafor/",
    "/about/",
    "/no/such/page/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
)
ACCOUNT = ("/account/you/", "/account/email/", "/account/password/change/", "/account/logout/")


@pytest.fixture
def network(story):
    story("The value of co-production", summary="A circle.", themes=("Co-production",), place="Salford")
    story("A long title with a verylongwordthatcannotbebrokenanywhereatallbyanybody in it", transcript=False)


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_pages_break_no_rule_and_fit_the_screen(visit, violations, network, cleo, how):
    faults = {}
    for user, paths in ((None, PAGES), (cleo, ACCOUNT)):
        page = visit(paths[0], user=user, **how)
        for path in paths:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            faults[path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert {path: found for path, found in faults.items() if found} == {}


def test_form_errors_break_no_rule(visit, violations, ada):
    page = visit("/account/login/")
    page.get_by_role("button", name="Log in", exact=True).click()
    assert page.get_by_role("alert").locator("a").count() == 2
    assert violations(page) == []


def test_ada_logs_in_looks_herself_up_and_logs_out_without_javascript(visit, network, ada):
    page = visit("/reporters/", **{**PHONE, "java_script_enabled": False})
    page.get_by_role("link", name="Log in").click()
    page.get_by_label("E-mail address").fill(ada.email)
    page.get_by_label("Password").fill("tea-and-a-long-chat")
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    assert page.url.endswith("/reporters/")
    page.get_by_text("Ada Okafor").first.click()
    page.get_by_role("button", name="Log out").click()
    assert page.get_by_role("status").inner_text() == "You are logged out."


def test_the_keyboard_skips_to_the_content(visit, network):
    page = visit("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
