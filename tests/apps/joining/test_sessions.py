"""Sessions and passwords: when a session ends, what a password may be, and who hears of a change."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache

from heard.apps.joining.actions.invitations import MOST_AN_HOUR, Invited, invite
from heard.apps.joining.models import User
from heard.apps.journal.models import Entry
from heard.core.errors import TooMany
from heard.core.people.permissions import Role
from tests.cast import PASSWORD
from tests.page import Page

NEW = "a-long-walk-by-the-canal"


@pytest.fixture(autouse=True)
def _count_attempts_from_nought(db):
    cache.clear()


def _log_in(client, person):
    return client.post("/account/login/", {"login": person.email, "password": PASSWORD})


def _change(client):
    answers = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return client.post("/account/password/change/", answers)


def test_logging_in_begins_a_new_session(browse, ada, story):
    client = browse(None)
    client.post("/stories/nothing/corrections/")
    client.get("/account/login/")
    session = client.session
    session["visitor"] = "kept"
    session.save()
    before = client.session.session_key
    _log_in(client, ada)
    assert client.session.session_key != before


def test_a_new_password_ends_every_other_session(browse, ada):
    here, elsewhere = browse(None), browse(None)
    _log_in(here, ada)
    _log_in(elsewhere, ada)
    _change(here)
    assert [client.get("/account/you/").status_code for client in (here, elsewhere)] == [200, 302]


def test_the_old_password_is_needed_for_a_new_one(browse, ada):
    answers = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    page = Page(browse(ada).post("/account/password/change/", answers))
    assert page.texts("h2") == ["There is a problem"]


def test_a_change_is_a_line_in_the_journal(browse, ada):
    _change(browse(ada))
    line = Entry.objects.get()
    assert (line.action, line.about, line.by, line.detail) == (
        "sign-in changed",
        f"user:{ada.pk}",
        ada,
        {"what": "password_changed"},
    )


def test_a_change_is_told_to_whom_it_concerns(browse, ada, settings):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    client = browse(None)
    _log_in(client, ada)
    _change(client)
    assert [message.to for message in mail.outbox] == [[ada.email]]
    assert "If this was not you, please tell the host at once." in mail.outbox[0].body


@pytest.mark.parametrize(
    "password",
    ["short-one", "password1234", "x" * 129, "ola@example.org"],
    ids=["short", "common", "endless", "one’s own address"],
)
def test_a_password_that_is_easily_guessed_is_refused(browse, password):
    answers = {"name": "Ola", "email": "ola@example.org", "password1": password}
    page = Page(browse(None).post("/account/signup/", answers))
    assert (page.texts("h2")[0], User.objects.count()) == ("There is a problem", 0)


@pytest.mark.parametrize("password", ["tea with two sugars and a biscuit", "Ẅ" * 64, "x7!k" * 32], ids=len)
def test_spaces_letters_of_any_script_and_128_characters_are_fine(browse, password):
    browse(None).post("/account/signup/", {"name": "Ola", "email": "ola@example.org", "password1": password})
    assert User.objects.get().check_password(password)


def test_nobody_sends_invitations_by_the_thousand(hana):
    for _ in range(MOST_AN_HOUR):
        invite(Invited(Role.VISITOR), by=hana)
    with pytest.raises(TooMany):
        invite(Invited(Role.VISITOR), by=hana)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(browse, ada):
    client = browse(None)
    _log_in(client, ada)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
