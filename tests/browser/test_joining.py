"""Passkeys with a real browser's own key store, the pages about people as axe sees them, and coming in without
JavaScript."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from heard.apps.joining.actions.groups import join, make_group, set_leader
from heard.apps.joining.actions.invitations import Invited, invite
from heard.apps.joining.models import Group, Membership, User
from heard.core.people.permissions import Role
from tests.browser.conftest import DESK, PHONE
from tests.cast import PASSWORD

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(transactional_db):
    cache.clear()


def _give_a_key(page):
    """A phone that unlocks itself, which the browser takes for the person's own."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return session


def _log_in(page, person):
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


@pytest.mark.doors("account_reauthenticate", "mfa_add_webauthn", "mfa_login_webauthn")
def test_ada_makes_a_passkey_logs_out_and_logs_in_with_it_alone(visit, ada):
    page = visit("/account/login/")
    _give_a_key(page)
    _log_in(page, ada)
    page.goto("/account/second-step/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What do you call it?").fill("Ada’s phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your spare codes")
    page.goto("/account/logout/")
    page.locator("main").get_by_role("button").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("Hello, Ada Okafor. You are logged in.")).to_be_visible()


def test_ola_joins_with_a_passkey_and_no_password(visit):
    page = visit("/account/signup/")
    _give_a_key(page)
    page.get_by_label("Name to show").fill("Ola")
    page.get_by_label("E-mail address").fill("ola@example.org")
    page.get_by_role("button", name="Make it with a passkey, no password").click()
    page.goto("/explore/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a passkey")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your spare codes")
    page.goto("/explore/")
    expect(page).to_have_url(re.compile("/explore/$"))
    assert not User.objects.get(name="Ola").has_usable_password()


def test_a_passkey_that_is_not_there_is_said_in_words(visit, violations):
    page = visit("/account/login/")
    session = _give_a_key(page)
    session.send("WebAuthn.disable")
    _give_a_key(page)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("That did not work.")
    assert violations(page) == []


@pytest.fixture
def ward(ada, ben, hana) -> Group:
    group = Group(name="Ward 4", about="People who were on Ward 4.")
    make_group(group, by=hana)
    set_leader(join(group, ada), True, by=hana)
    join(group, ben)
    return group


PAGES = {
    "hana": (
        "/people/",
        "/people/ada-okafor/",
        "/invite/",
        "/groups/",
        "/groups/new/",
        "/groups/ward-4/",
        "/groups/ward-4/change/",
        "/account/private/",
        "/account/course/",
        "/account/data/",
        "/account/second-step/",
        "/account/second-step/webauthn/",
    ),
    "strangers": ("/join/{token}/", "/join/nothing/"),
}


@pytest.mark.parametrize("how", [{**PHONE, "color_scheme": "dark"}, {**DESK, "color_scheme": "light"}])
def test_pages_about_people_break_no_rule_and_fit_the_screen(visit, violations, ward, hana, how):
    _row, token = invite(Invited(Role.REPORTER, ward), by=hana)
    faults = {}
    for user, paths in ((hana, PAGES["hana"]), (None, PAGES["strangers"])):
        page = visit("/about/", user=user, **how)
        for path in paths:
            page.goto(path.format(token=token))
            wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            faults[path] = [*violations(page), *(["scrolls sideways"] if wide else [])]
    assert {path: found for path, found in faults.items() if found} == {}


def test_pages_behind_the_password_break_no_rule(visit, violations, ada):
    page = visit("/account/login/")
    _log_in(page, ada)
    faults = {}
    paths = ("/account/leave/", "/account/second-step/totp/activate/", "/account/second-step/webauthn/add/")
    for number, path in enumerate(paths):
        page.goto(path)
        if number == 0:
            faults["the password again"] = violations(page)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Go on").click()
        faults[path] = violations(page)
    assert {path: found for path, found in faults.items() if found} == {}


def test_max_comes_in_by_an_invitation_without_javascript(visit, ward, max_, hana):
    _row, token = invite(Invited(Role.HELPER, ward), by=hana)
    page = visit(f"/join/{token}/", **{**PHONE, "java_script_enabled": False})
    page.get_by_role("link", name="I have an account here").click()
    assert not page.get_by_role("button", name="Log in with a passkey").is_visible()
    page.get_by_label("E-mail address").fill(max_.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Join as Max Nobody").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ward 4")
    assert Membership.objects.filter(person=max_, group=ward).exists()


def test_a_group_is_looked_after_by_keyboard(visit, ward, ada):
    page = visit("/groups/ward-4/", user=ada)
    page.get_by_role("button", name=re.compile("Take out.*Ben Achterberg")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ben Achterberg is not in this group any more.")


def test_leaving_a_group_asks_first_without_javascript_too(visit, ward, ben):
    page = visit("/groups/ward-4/", user=ben, **{**PHONE, "java_script_enabled": False})
    page.get_by_role("link", name="Leave this group").click()
    page.get_by_role("link", name="Stay").click()
    assert Membership.objects.get(person=ben).left_at is None
    page.get_by_role("link", name="Leave this group").click()
    page.get_by_role("button", name="Leave this group").click()
    expect(page.get_by_role("status")).to_contain_text("You have left Ward 4.")
    assert Membership.objects.get(person=ben).left_at is not None
