"""An empty network: whoever was told its secret on the machine itself becomes the host, and nobody else ever does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.furnishing.actions import begin
from heard.apps.joining.models import User
from heard.core.errors import NotAllowed
from heard.core.people.permissions import Role
from heard.web.network import network
from tests.page import Page

SECRET = "told-in-the-terminal"
HANA = {"name": "Hana", "email": "hana@example.org", "password": "tea-and-a-long-chat"}


@pytest.fixture(autouse=True)
def _empty(settings, tmp_path, db):
    settings.BEGIN_SECRET = tmp_path / "begin-secret"
    settings.BEGIN_SECRET.write_text(SECRET)


def test_whoever_knows_it_becomes_the_host_and_goes_on_with_the_name(browse, django_capture_on_commit_callbacks):
    client = browse(None)
    assert Page(client.get(f"/begin/{SECRET}/")).texts("h1") == ["Who looks after this network?"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/begin/{SECRET}/", HANA)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/begin/step/name/")
    assert (User.objects.get().role, User.objects.get().email) == (Role.HOST, HANA["email"])
    assert client.get("/begin/step/name/").status_code == 200
    assert browse(None).get(f"/begin/{SECRET}/").status_code == 404


@pytest.mark.parametrize("guess", ["nothing", "told-in-the-termina", "told-in-the-terminal-"])
def test_a_guess_finds_nothing(browse, guess):
    client = browse(None)
    answers = client.get(f"/begin/{guess}/"), client.post(f"/begin/{guess}/", HANA)
    assert [answer.status_code for answer in answers] == [404, 404]
    assert not User.objects.exists()


def test_where_there_is_a_host_it_opens_nothing_though_the_file_were_still_there(browse, hana):
    assert browse(None).post(f"/begin/{SECRET}/", HANA | {"email": "max@example.org"}).status_code == 404
    with pytest.raises(NotAllowed):
        begin(SECRET, email="max@example.org", name="Max", password=HANA["password"])
    assert User.objects.count() == 1


def test_without_a_file_there_is_no_secret_not_even_an_empty_one(browse, settings):
    settings.BEGIN_SECRET.write_text("")
    with pytest.raises(NotAllowed):
        begin("", **HANA)
    settings.BEGIN_SECRET.unlink()
    assert browse(None).get(f"/begin/{SECRET}/").status_code == 404


def test_the_address_is_told_to_no_search_engine_and_no_other_site(browse):
    page = browse(None).get(f"/begin/{SECRET}/")
    assert (page["X-Robots-Tag"], page["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert "Disallow: /begin/" in browse(None).get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("password", "short", "This password is too short."),
        ("password", "hana@example.org", "The password is too similar to the"),
        ("email", "hana", "Enter a valid email address."),
        ("name", "", "This field is required."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(browse, field, given, said):
    page = browse(None).post(f"/begin/{SECRET}/", HANA | {field: given})
    assert (page.status_code, said in page.content.decode(), User.objects.exists()) == (400, True, False)
    assert Page(page).texts("h2")[0] == "There is a problem"


def test_each_answer_is_kept_and_leads_to_the_next_question(browse, hana):
    client, went = browse(hana), []
    for step, given in (
        ("name", {"name": "Lesster Voices", "motto": "Nothing about us."}),
        ("colours", {"band": "#0b4a5c", "accent": ""}),
        ("joining", {"joining": "invited"}),
        ("address", {}),
        ("mail", {}),
    ):
        assert client.get(reverse("begin-step", args=[step])).status_code == 200
        went.append(client.post(reverse("begin-step", args=[step]), given).headers["Location"])
    names = [address.strip("/").split("/")[-1] for address in went]
    assert names == ["colours", "joining", "address", "mail", "moderate"]
    assert (network().name, network().band, network().joining) == ("Lesster Voices", "#0b4a5c", "invited")


def test_a_colour_that_cannot_be_read_is_told_on_its_page(browse, hana):
    page = browse(hana).post("/begin/step/colours/", {"band": "#7f7f7f"})
    assert (page.status_code, "Neither black nor white letters" in page.content.decode()) == (400, True)


def test_the_questions_are_for_the_host(browse, rae, hana):
    assert [browse(who).get("/begin/step/name/").status_code for who in (None, rae, hana)] == [302, 403, 200]
    assert browse(hana).get("/begin/step/nothing/").status_code == 404


def test_the_page_about_mail_says_what_is_missing_and_sends_a_letter_to_try_it(browse, hana, settings, mailoutbox):
    client = browse(hana)
    assert "HEARD_EMAIL_URL=smtp://" in client.get("/begin/step/mail/").content.decode()
    settings.HEARD = {**settings.HEARD, "HEARD_EMAIL_URL": "smtp://localhost"}
    assert "HEARD_EMAIL_URL" not in client.get("/begin/step/mail/").content.decode()
    assert client.post("/begin/step/mail/", {"test": "1"}).headers["Location"] == "/begin/step/mail/"
    assert [letter.to for letter in mailoutbox] == [[hana.email]]
