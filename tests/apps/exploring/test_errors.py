"""What people are told when something went wrong, and what programs are."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path

from heard.apps.telling.models import Story
from heard.core import errors
from heard.server import urls
from tests.page import Page
from tests.server.conftest import HEARD

KINDS = {
    "bad": errors.BadRecording("There is no sound in this."),
    "forbidden": errors.NotAllowed("Only editors can do this."),
    "changed": errors.Conflict("Somebody else changed the same words."),
    "often": errors.TooMany("That was quick. Try again in a minute."),
    "full": errors.OutOfRoom("The disk is full."),
    "no-story": Story.DoesNotExist(),
    "no-recording": Story.recording.RelatedObjectDoesNotExist(),
    "missing": Http404(),
    "denied": PermissionDenied(),
    "odd": SuspiciousOperation(),
    "bug": ZeroDivisionError(),
}


def _raise(request, kind):
    if kind == "damaged":
        raise errors.BadTranscript("It is damaged.", code="damaged") from KeyError("words")
    raise KINDS[kind]


urlpatterns = [path("raise/<str:kind>/", _raise), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


@pytest.fixture
def client_of_faults(settings, db):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def number_on(response) -> str:
    return re.search(r"\b[0-9a-f]{4}-[0-9a-f]{4}\b", response.content.decode())[0]


def test_a_fault_leaves_its_trace_in_the_log_under_a_number_that_the_reader_sees(client_of_faults, caplog):
    response = client_of_faults.get("/raise/bug/?secret=word")
    [line] = [line for line in caplog.records if line.name == "heard.web"]
    assert line.getMessage() == f"fault {number_on(response)} at GET /raise/<str:kind>/"
    assert "ZeroDivisionError" in caplog.text
    assert "word" not in caplog.text


def test_the_page_about_a_fault_needs_no_static_files(client_of_faults, settings, caplog):
    hashed = {"staticfiles": {"BACKEND": "heard.server.storage.HashedStaticFiles"}}
    settings.STORAGES, settings.DEBUG = {**settings.STORAGES, **hashed}, False
    response = client_of_faults.get("/raise/bug/")
    assert (response.status_code, number_on(response) in caplog.text) == (500, True)
    assert len([line for line in caplog.records if line.getMessage().startswith("fault ")]) == 1


def test_a_program_gets_the_number_too(client_of_faults, caplog):
    told = client_of_faults.get("/raise/bug/", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]["code"]) == (500, "broken")
    assert number_on(told) in caplog.text


def test_the_log_goes_to_standard_error(tmp_path):
    code = "from heard.web import problems; from django.test import RequestFactory as R; problems.broken(R().get('/'))"
    ours = {**os.environ, "HEARD_DATA": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run([HEARD, "manage", "shell", "-c", code], env=ours, capture_output=True, text=True)
    assert re.search(r"ERROR heard\.web: fault [0-9a-f-]{9} at GET an address", done.stderr)


@contextmanager
def somebody_writes() -> Iterator[None]:
    """Another process writes into the database, and takes long."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        other = sqlite3.connect(kept["NAME"])
        other.execute("BEGIN IMMEDIATE")
        connection.cursor().execute("PRAGMA busy_timeout = 50")
    else:
        other = psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": None, "context": None})
        other.execute("LOCK TABLE joining_user, telling_story, django_session IN ACCESS EXCLUSIVE MODE")
        connection.cursor().execute("SET lock_timeout = '50ms'")
    try:
        yield
    finally:
        other.close()
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_database_that_is_busy_is_said_in_a_sentence_and_may_be_tried_again(story, ben, accept, caplog):
    told = story()
    client = Client(raise_request_exception=False)
    client.force_login(ben)
    remark = {"kind": "wrong", "words": "w5", "base": "1"}
    with somebody_writes():
        response = client.post(f"/stories/{told.slug}/corrections/", remark, headers={"Accept": accept})
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Please try again in a minute" in response.content.decode()
    assert number_on(response) in caplog.text
    assert client.post(f"/stories/{told.slug}/corrections/", remark).status_code < 500


@pytest.mark.parametrize(
    ("kind", "status", "heading", "sentence"),
    [
        ("bad", 400, "That did not work", "There is no sound in this."),
        ("forbidden", 403, "Not open to you", "Only editors can do this."),
        ("changed", 409, "Something has changed", "Somebody else changed the same words."),
        ("often", 429, "Not so fast", "That was quick. Try again in a minute."),
        ("full", 507, "No room left", "The disk is full."),
        ("no-story", 404, "Page not found", "There is no such page, or it is not open to you."),
        ("missing", 404, "Page not found", "There is no such page, or it is not open to you."),
        ("denied", 403, "Not open to you", "This page is not open to you."),
        ("odd", 400, "That did not work", "We could not make sense of what was sent. Please try again."),
        ("no-recording", 500, "Something broke on our side", None),
        ("bug", 500, "Something broke on our side", None),
    ],
)
def test_each_fault_has_its_status_and_its_sentence(client_of_faults, kind, status, heading, sentence):
    response = client_of_faults.get(f"/raise/{kind}/")
    page = Page(response)
    assert (response.status_code, page.texts("h1")) == (status, [heading])
    if sentence:
        assert page.texts("p", "lead") == [sentence]


def test_a_program_that_asks_for_json_gets_the_code_and_the_sentence(client_of_faults):
    response = client_of_faults.get("/raise/changed/", headers={"accept": "application/json"})
    assert (response.status_code, json.loads(response.content)) == (
        409,
        {"error": {"code": "conflict", "sentence": "Somebody else changed the same words."}},
    )


def test_a_page_that_is_not_there_offers_a_search(browse):
    response = browse(None).get("/no/such/page/")
    assert response.status_code == 404
    assert Page(response).texts("label") == ["Look for a story"]


def test_the_page_for_our_own_faults_needs_no_database(client_of_faults, django_assert_num_queries):
    from heard.web.problems import broken

    with django_assert_num_queries(0):
        response = broken(RequestFactory().get("/"))
    assert (response.status_code, Page(response).texts("title")) == (500, ["Something broke – Heard"])


HOME = "http://testserver"
WORDS = {"about": "site", "text": "</textarea><script>alert(1)</script> my mother", "reason": "other"}


def refused(sent=WORDS, *, cookies=True, **headers):
    """A form whose token does not fit."""
    client = Client(enforce_csrf_checks=True)
    if cookies:
        client.cookies["csrftoken"] = "a" * 32
    return client.post("/concerns/new/", sent, headers=headers)


def test_a_form_that_was_not_taken_says_why(db):
    for cookies, headers, sentence in (
        (False, {}, "Your browser keeps no cookies of this site"),
        (True, {"origin": "https://elsewhere.example"}, "This form was not sent from a page of this site"),
        (True, {"origin": HOME}, "You have logged in or out since this page was opened"),
    ):
        response = refused(cookies=cookies, **headers)
        assert response.status_code == 403
        assert Page(response).texts("p", "lead")[0].startswith(sentence)


def test_what_was_typed_is_given_back_as_text_and_offered_only_to_our_own_pages(db):
    for origin, offered in ((HOME, 1), ("https://elsewhere.example", 0), ("null", 0)):
        response = refused(origin=origin)
        assert Page(response).texts("textarea")[0] == WORDS["text"]
        assert b"<script>alert" not in response.content
        assert Page(response).texts("button").count("Send it again") == offered
        assert response.headers["Cache-Control"] == "private, no-store"


def test_a_form_with_a_password_is_never_written_onto_a_page(db):
    page = Page(refused({"name": "Doreen of Ward 7", "password1": "tea and a long chat"}, origin=HOME))
    assert page.texts("textarea") == []


def test_words_of_somebody_who_is_signed_out_are_given_back_with_the_way_to_sign_in(browse, story):
    form = f"/stories/{story().slug}/hide/"
    sent = browse(None).post(form, {"reason": "it names my mother"}, headers={"referer": f"{HOME}{form}?first=w1"})
    assert (sent.status_code, Page(sent).texts("textarea")) == (403, ["it names my mother"])
    assert f"next={form}%3Ffirst%3Dw1" in sent.content.decode()


def test_a_program_that_is_signed_out_is_told_in_its_own_words(browse, db):
    told = browse(None).post("/notices/e-mail/", {"often": "never"}, headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]["code"]) == (403, "signed-out")


def test_a_button_that_is_pressed_signed_out_leads_back_to_its_page(browse, db):
    pressed = browse(None).post("/notices/e-mail/", {"often": "now"}, headers={"referer": f"{HOME}/notices/"})
    assert pressed.url == "/account/login/?next=/notices/"
    elsewhere = browse(None).post("/notices/e-mail/", {"often": "now"}, headers={"referer": "https://x.example/y"})
    assert elsewhere.url == "/account/login/?next=/notices/e-mail/"


def test_an_address_that_only_takes_what_is_sent_says_so_to_whoever_opens_it(browse, cleo):
    response = browse(cleo).get("/help/stop/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "This address is no page of its own." in response.content.decode()


def test_what_a_sentence_came_of_is_in_the_log_without_the_address(client_of_faults, caplog):
    assert client_of_faults.get("/raise/damaged/").status_code == 400
    [line] = [line.getMessage() for line in caplog.records if line.name == "heard.web"]
    assert line == "damaged at GET /raise/<str:kind>/: KeyError: 'words'"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_name_that_is_not_the_sites_own_is_refused_and_no_fault(db, settings, caplog, method):
    settings.ALLOWED_HOSTS = ["heard.example"]
    client = Client(raise_request_exception=False)
    response = getattr(client, method)("/", {"text": "What I wrote."}, headers={"host": "other.example"})
    assert response.status_code == 400
    assert "We could not make sense of what was sent." in response.content.decode()
    assert not [record for record in caplog.records if record.name == "heard.web"]
