"""Joining, logging in and out, a forgotten password: all through one door with one set of limits."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache

from heard.apps.joining.models import User
from heard.core.people.permissions import Role
from tests.cast import PASSWORD
from tests.page import Page


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


def _log_in(client, email, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def test_an_account_begins_as_a_visitor_under_the_name_that_was_chosen(browse):
    client = browse(None)
    answers = {"name": "Ola", "email": "Ola@Example.org", "password1": "a-long-walk-by-the-canal"}
    response = client.post("/account/signup/", answers, follow=True)
    ola = User.objects.get()
    assert (ola.name, ola.slug, ola.email, ola.role) == ("Ola", "ola", "ola@example.org", Role.VISITOR)
    assert Page(response).texts("li", "message") == ["Hello, Ola. You are logged in."]


def test_joining_with_nothing_filled_in_says_what_is_missing_and_where(browse):
    response = browse(None).post("/account/signup/", {"name": "Ola"})
    page = Page(response)
    assert page.texts("title") == ["Problem: Make an account – Heard"]
    assert page.texts("h2") == ["There is a problem"]
    assert [
        link.attributes["href"] for link in page.elements if link.attributes.get("href", "").startswith("#id_")
    ] == [
        "#id_email",
        "#id_password1",
    ]
    assert 'value="Ola"' in response.content.decode()


def test_ada_logs_in_and_goes_on_to_where_she_was(browse, ada):
    response = _log_in(browse(None), ada.email, next="/reporters/")
    assert (response.status_code, response.url) == (302, "/reporters/")


def test_nobody_is_sent_to_another_site_after_logging_in(browse, ada):
    assert _log_in(browse(None), ada.email, next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_is_told_without_saying_who_has_an_account(browse, ada):
    told = [
        Page(_log_in(browse(None), email, "wrong")).texts("div", "error-summary")
        for email in (ada.email, "nobody@example.org")
    ]
    sentence = "This e-mail address and password do not belong together."
    assert told == [[f"There is a problem {sentence}"]] * 2


def test_guessing_is_stopped_after_five_wrong_passwords(browse, ada):
    client = browse(None)
    for _ in range(5):
        _log_in(client, ada.email, "wrong")
    told = Page(_log_in(client, ada.email)).texts("div", "error-summary")
    assert told == ["There is a problem That was tried too often. Please wait a few minutes and try again."]


def test_guessing_stays_stopped_however_many_others_are_counted_meanwhile(browse, ada):
    """What counts them forgot a third of everything as soon as there were 300."""
    client = browse(None)
    for _ in range(5):
        _log_in(client, ada.email, "wrong")
    for number in range(400):
        cache.set(f"somebody-else-{number}", 1, 60)
    told = Page(_log_in(client, ada.email)).texts("div", "error-summary")
    assert told == ["There is a problem That was tried too often. Please wait a few minutes and try again."]


def test_knocking_too_often_is_answered_in_plain_words(browse, settings, ada):
    client = browse(None)
    responses = [client.post("/account/password/reset/", {"email": ada.email}) for _ in range(6)]
    assert [response.status_code for response in responses] == [302] * 5 + [429]
    assert Page(responses[-1]).texts("p", "lead") == [
        "That was tried too often in a short time. Please wait a few minutes and try again."
    ]


def test_the_hosts_pages_send_people_through_the_same_door(browse):
    response = browse(None).get("/admin/login/?next=/admin/")
    assert (response.status_code, response.url) == (302, "/account/login/?next=/admin/")
    assert browse(None).get("/admin/password_change/").url == "/account/password/change/"
    assert browse(None).post("/admin/logout/").url == "/account/logout/"


def test_logging_out_asks_first_and_then_does_it(browse, ada):
    client = browse(ada)
    assert Page(client.get("/account/logout/")).texts("h1") == ["Log out?"]
    response = client.post("/account/logout/", follow=True)
    assert Page(response).texts("li", "message") == ["You are logged out."]
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_changed_by_the_link_in_an_e_mail(browse, ada, settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    client = browse(None)
    sent = client.post("/account/password/reset/", {"email": ada.email}, follow=True)
    assert Page(sent).texts("h1") == ["Look in your e-mail"]
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    assert Page(form).texts("h1") == ["Choose a new password"]
    new = "tea-with-two-sugars"
    done = client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert Page(done).texts("h1") == ["Your password is changed"]
    assert _log_in(browse(None), ada.email, new).status_code == 302


def test_a_used_link_offers_a_new_one(browse):
    page = Page(browse(None).get("/account/password/reset/key/1-abc/", follow=True))
    assert page.texts("p", "notice") == ["This link is too old, or has been used already."]


def test_without_e_mail_nobody_is_told_to_look_for_one(browse):
    page = Page(browse(None).post("/account/password/reset/", {"email": "a@example.org"}, follow=True))
    assert page.texts("p", "notice") == ["This network cannot send e-mail yet, so please ask the host for the link."]


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/inactive/"]
)
def test_pages_for_people_without_an_account_open_in_our_own_look(browse, path):
    response = browse(None).get(path)
    assert (response.status_code, Page(response).texts("a", "skip-link")) == (200, ["Skip to main content"])


@pytest.mark.parametrize(
    "path", ["/account/email/", "/account/password/change/", "/account/you/", "/account/reauthenticate/"]
)
def test_pages_about_an_account_open_only_for_those_who_have_one(browse, ada, path):
    assert browse(None).get(path).url == f"/account/login/?next={path}"
    response = browse(ada).get(path)
    assert (response.status_code, Page(response).texts("a", "skip-link")) == (200, ["Skip to main content"])


def test_password_managers_know_every_field(browse, ada):
    def autocomplete(path, client):
        fields = (element for element in Page(client.get(path)).elements if element.tag == "input")
        return {
            field.attributes["name"]: field.attributes["autocomplete"]
            for field in fields
            if "autocomplete" in field.attributes
        }

    assert autocomplete("/account/login/", browse(None)) == {"login": "email", "password": "current-password"}
    assert autocomplete("/account/signup/", browse(None)) == {
        "name": "nickname",
        "email": "email",
        "password1": "new-password",
    }
    assert autocomplete("/account/password/change/", browse(ada)) == {
        "oldpassword": "current-password",
        "password1": "new-password",
        "password2": "new-password",
    }


@pytest.fixture
def _sends_email(settings):
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


@pytest.mark.usefixtures("_sends_email")
@pytest.mark.parametrize("how", [{"password1": "a-long-walk-by-the-canal"}, {"by": "passkey"}], ids=["password", "key"])
def test_where_there_is_e_mail_an_address_is_proved_by_a_code(browse, how):
    client = browse(None)
    sent = client.post("/account/signup/", {"name": "Ola", "email": "ola@example.org", **how}, follow=True)
    assert Page(sent).texts("h1") == ["Look in your e-mail"]
    assert client.get("/account/you/").status_code == 302
    code = re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[0].body, re.M)[0]
    client.post("/account/confirm-email/", {"code": code})
    assert client.get("/account/you/").status_code == 200
    assert client.get("/explore/").status_code == (200 if "password1" in how else 302)


@pytest.mark.usefixtures("_sends_email")
def test_three_wrong_codes_and_one_has_to_begin_again(browse):
    client = browse(None)
    client.post("/account/signup/", {"name": "Ola", "email": "ola@example.org", "password1": "a-long-walk-by-a-canal"})
    code = re.search(r"^[A-Z0-9-]{6,9}$", mail.outbox[0].body, re.M)[0]
    told = Page(client.post("/account/confirm-email/", {"code": "WRONGX"}))
    assert told.texts("div", "error-summary") == ["There is a problem Code: This code is not right."]
    for _ in range(2):
        client.post("/account/confirm-email/", {"code": "WRONGX"})
    client.post("/account/confirm-email/", {"code": code})
    assert client.get("/account/you/").status_code == 302


@pytest.mark.usefixtures("_sends_email")
def test_joining_with_an_address_that_has_an_account_tells_only_its_owner(browse, ada):
    client = browse(None)
    answers = {"name": "Not Ada", "email": ada.email, "password1": "a-long-walk-by-the-canal"}
    assert Page(client.post("/account/signup/", answers, follow=True)).texts("h1") == ["Look in your e-mail"]
    assert "There is one already." in mail.outbox[0].body
    assert User.objects.count() == 1
