"""A token lets a program do for somebody what they chose, until it ends; and only its digest is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from heard.apps.connecting.actions.tokens import Wanted, end_token, make_token
from heard.apps.connecting.models import Token
from heard.apps.journal.models import Entry
from heard.apps.leaving.actions import Stories, leave
from heard.apps.leaving.queries import parts_of
from heard.core.errors import BadInput, TooMany
from heard.core.people.tokens import MOST
from tests.apps.connecting.test_reading import problem
from tests.cast import PASSWORD
from tests.page import Page


def token_for(person, *scopes, days=30):
    return make_token(Wanted("A test", scopes or ("read",), days), by=person)[1]


def shows(secret):
    """A program with this token."""
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_program_reads_what_its_person_may(story, ada, max_):
    story("A secret", published=False)
    assert shows(token_for(ada)).get("/api/v1/stories/a-secret/").status_code == 200
    assert shows(token_for(max_)).get("/api/v1/stories/a-secret/").status_code == 404


def test_a_token_is_worth_more_than_who_is_signed_in(browse, story, ada, max_):
    story("A secret", published=False)
    client = browse(ada)
    headers = {"Authorization": f"Bearer {token_for(max_)}"}
    assert client.get("/api/v1/stories/a-secret/", headers=headers).status_code == 404


def test_one_that_is_none_or_has_ended_opens_nothing_not_even_what_is_everybodys(story, ada):
    story("Told")
    ended, taken = token_for(ada), token_for(ada)
    Token.objects.filter(person=ada).last()
    row = Token.objects.order_by("pk")[0]
    Token.objects.filter(pk=row.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    end_token(Token.objects.order_by("pk")[1], by=ada)
    for secret in (ended, taken, "heard_nothing", ""):
        response = shows(secret).get("/api/v1/stories/")
        assert (response.status_code, problem(response)[0]) == (401, "unknown-token")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_it_ends_with_the_right_to_log_in(story, ada):
    secret = token_for(ada)
    ada.is_active = False
    ada.save()
    assert shows(secret).get("/api/v1/stories/").status_code == 401


def test_one_for_reports_reads_nothing(ada):
    response = shows(token_for(ada, "report")).get("/api/v1/stories/")
    assert (response.status_code, problem(response)[0]) == (403, "no-scope")


def test_staff_without_the_second_step_that_the_host_asks_for_get_nothing(settings, cleo):
    secret = token_for(cleo)
    with override_settings(IS_HTTPS=True, HEARD={**settings.HEARD, "HEARD_STAFF_CODES": True}):
        response = shows(secret).get("/api/v1/stories/")
    assert (response.status_code, problem(response)[0]) == (403, "not-safe")


def test_what_is_kept_is_a_digest_and_what_was_done_is_in_the_journal(ada):
    secret = token_for(ada, "read", "report")
    assert secret.startswith("heard_")
    assert secret not in str(list(Token.objects.values()))
    end_token(Token.objects.get(), by=ada)
    assert list(Entry.objects.filter(by=ada).order_by("pk").values_list("action", flat=True)) == [
        "token made",
        "token ended",
    ]
    assert secret not in str(list(Entry.objects.values()))


def test_its_last_day_is_noted_once(ada, django_assert_num_queries):
    client = shows(token_for(ada))
    client.get("/api/v1/themes/")
    assert Token.objects.get().used_on == timezone.localdate()
    with django_assert_num_queries(2):  # the token with its person, and the themes
        client.get("/api/v1/themes/")


@pytest.mark.parametrize(
    "wanted",
    [Wanted("", ("read",), 30), Wanted("x", (), 30), Wanted("x", ("all",), 30), Wanted("x", ("read",), 10**9)],
)
def test_what_can_be_no_token(ada, wanted):
    with pytest.raises(BadInput):
        make_token(wanted, by=ada)


def test_there_is_an_end_to_them(ada):
    for _ in range(MOST):
        token_for(ada)
    with pytest.raises(TooMany):
        token_for(ada)


def test_it_is_made_on_a_page_and_shown_once(browse, ada):
    cache.clear()
    client = browse(ada)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    given = {"name": "The archive", "scopes": ["read", "report"], "days": "365"}
    page = Page(client.post("/account/programs/new/", given))
    [secret] = page.texts("code", "secret")
    row = Token.objects.get()
    assert (row.name, row.scopes, round((row.ends_at - row.made_at) / timedelta(days=1))) == (
        "The archive",
        ["read", "report"],
        365,
    )
    again = client.get("/account/programs/")
    assert secret not in again.content.decode()
    assert "The archive" in again.content.decode()
    client.post(f"/account/programs/{row.pk}/end/")
    assert not Token.objects.exists()


def test_whoever_finds_a_browser_open_makes_none(browse, ada):
    response = browse(ada).post("/account/programs/new/", {"name": "x", "scopes": ["read"], "days": "30"})
    assert "/account/reauthenticate/" in response.headers["Location"]
    assert not Token.objects.exists()


def test_nobody_ends_that_of_another(browse, ada, ben):
    token_for(ada)
    assert browse(ben).post(f"/account/programs/{Token.objects.get().pk}/end/").status_code == 404


def test_it_is_in_the_file_about_somebody_without_its_digest_and_goes_with_them(ada):
    secret = token_for(ada)
    about = dict(parts_of(ada))["about-you.json"]
    told = b"".join(about).decode()
    assert "connecting.token.person" in told
    assert Token.objects.get().token_hash not in told
    leave(ada, Stories.LEAVE)
    assert not Token.objects.exists()
    assert shows(secret).get("/api/v1/stories/").status_code == 401
