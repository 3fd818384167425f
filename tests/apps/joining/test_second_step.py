"""Passkeys and one-time codes, and who has to have one."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from heard.apps.joining.models import User
from heard.core.people.permissions import Role
from tests.cast import PASSWORD, make_person
from tests.page import Page


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


@pytest.fixture
def _strict(settings):
    """As a host has it who serves over HTTPS."""
    settings.HEARD, settings.IS_HTTPS = {**settings.HEARD, "HEARD_STAFF_CODES": True}, True


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def _log_in(client, person):
    return client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def test_codes_are_set_up_with_an_app_and_asked_for_from_then_on(browse, cleo):
    client = browse(None)
    _log_in(client, cleo)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/second-step/totp/activate/")
    secret = Page(page).texts("strong", "secret")[0]
    done = client.post("/account/second-step/totp/activate/", {"code": _code(secret)}, follow=True)
    assert Page(done).texts("h1") == ["Your spare codes"]
    codes = re.findall(r"<li>(\d{8})</li>", done.content.decode())
    assert len(codes) == 10
    again = browse(None)
    assert Page(_log_in(again, cleo).client.get("/account/second-step/authenticate/")).texts("h1") == ["One more step"]
    assert again.get("/account/you/").status_code == 302
    assert again.post("/account/second-step/authenticate/", {"code": codes[0]}).url == "/"
    assert again.get("/account/you/").status_code == 200


def test_a_wrong_code_does_not_log_in_and_is_told(browse, cleo):
    TOTP.activate(cleo, generate_totp_secret())
    client = browse(None)
    _log_in(client, cleo)
    told = Page(client.post("/account/second-step/authenticate/", {"code": "000000"}))
    assert told.texts("div", "error-summary") == ["There is a problem Code: This code is not right."]
    assert client.get("/account/you/").status_code == 302


def test_a_spare_code_counts_once(browse, cleo):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(cleo, generate_totp_secret())
    code = RecoveryCodes.activate(cleo).get_unused_codes()[0]
    first, second = browse(None), browse(None)
    for client in (first, second):
        _log_in(client, cleo)
        client.post("/account/second-step/authenticate/", {"code": code})
    assert [client.get("/account/you/").status_code for client in (first, second)] == [200, 302]


@pytest.mark.usefixtures("_strict")
@pytest.mark.parametrize("role", Role)
def test_staff_come_no_further_without_a_second_step(browse, role):
    client = browse(make_person("Somebody", role))
    sent = client.get("/explore/")
    staff = role in (Role.EDITOR, Role.MODERATOR, Role.HOST)
    assert (sent.status_code, sent.get("Location")) == ((302, "/account/second-step/") if staff else (200, None))


@pytest.mark.usefixtures("_strict")
@pytest.mark.parametrize("path", ["/", "/people/", "/review/", "/stories/x/media/original", "/admin/"])
def test_no_page_of_the_site_is_left_open_to_them(browse, cleo, path):
    assert browse(cleo).get(path).url == "/account/second-step/"


@pytest.mark.usefixtures("_strict")
def test_with_a_second_step_they_go_on(browse, cleo):
    TOTP.activate(cleo, generate_totp_secret())
    assert browse(cleo).get("/explore/").status_code == 200


def test_where_there_is_no_https_nobody_is_asked(browse, cleo, settings):
    settings.HEARD, settings.IS_HTTPS = {**settings.HEARD, "HEARD_STAFF_CODES": True}, False
    assert browse(cleo).get("/explore/").status_code == 200


def test_whoever_joins_with_a_passkey_comes_no_further_until_it_is_made(browse):
    client = browse(None)
    client.post("/account/signup/", {"name": "Ola", "email": "ola@example.org", "by": "passkey"})
    ola = User.objects.get()
    assert (ola.has_usable_password(), client.get("/explore/").url) == (False, "/account/second-step/webauthn/add/")
    assert Page(client.get("/account/second-step/webauthn/add/")).texts("h1") == ["Make a passkey"]
    new = "a-long-walk-by-the-canal"
    client.post("/account/password/set/", {"password1": new, "password2": new})
    assert client.get("/explore/").status_code == 200


def test_removing_the_second_step_asks_first_who_it_is(browse, cleo):
    TOTP.activate(cleo, generate_totp_secret())
    response = browse(cleo).post("/account/second-step/totp/deactivate/")
    assert response.url.startswith("/account/reauthenticate/")
    assert Authenticator.objects.filter(user=cleo).count() == 1


@pytest.mark.parametrize(
    "credential", ["", "{}", "nonsense", '{"id": 1}', "[]", "null", "7", '{"response": {"userHandle": "AAAA"}}']
)
def test_a_passkey_that_is_none_opens_nothing(browse, ada, credential):
    client = browse(None)
    response = client.post("/account/second-step/webauthn/login/", {"credential": credential}, follow=True)
    assert (response.status_code, Page(response).texts("h1")) == (200, ["Log in"])


def test_why_a_passkey_did_not_work_is_in_the_log(browse, ada, caplog):
    client = browse(None)
    for credential in ('{"id": 1}', "[]", '{"response": {"userHandle": "AAAA"}}'):
        client.post("/account/second-step/webauthn/login/", {"credential": credential})
    logged = [line.getMessage() for line in caplog.records if line.name == "heard.joining"]
    assert logged
    assert all(line.startswith("a passkey ") for line in logged)
    assert any("Error" in line for line in logged)


@pytest.mark.parametrize("credential", ["", "{}", "nonsense", '{"id": 1}', "[]", "null", '{"response": {}}'])
def test_a_passkey_that_is_none_is_not_kept(browse, ada, credential):
    client = browse(None)
    _log_in(client, ada)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    path = "/account/second-step/webauthn/add/"
    client.get(path)
    response = client.post(path, {"name": "x" * 500, "credential": credential, "passwordless": "on"})
    assert (response.status_code, Authenticator.objects.count()) == (200, 0)


PAGES = (
    "/account/second-step/",
    "/account/second-step/webauthn/",
    "/account/second-step/webauthn/add/",
    "/account/second-step/totp/activate/",
    "/account/second-step/recovery-codes/",
    "/account/second-step/recovery-codes/generate/",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_about_signing_in_stand_in_our_own_look(browse, ada, path):
    client = browse(None)
    _log_in(client, ada)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    if "recovery" in path:
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

        TOTP.activate(ada, generate_totp_secret())
        RecoveryCodes.activate(ada)
    response = client.get(path)
    assert (response.status_code, Page(response).texts("a", "skip-link")) == (200, ["Skip to main content"])
    assert "<script>" not in response.content.decode()
