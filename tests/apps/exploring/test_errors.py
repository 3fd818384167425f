"""What people are told when something went wrong, and what programs are."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path

from heard.apps.telling.models import Story
from heard.core import errors
from heard.server import urls
from tests.page import Page

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
    raise KINDS[kind]


urlpatterns = [path("raise/<str:kind>/", _raise), *urls.urlpatterns]
handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500


@pytest.fixture
def client_of_faults(settings, db):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


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


def test_a_form_that_was_open_too_long_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    assert Page(response).texts("p", "lead") == [
        "This form has been open too long, or your browser keeps no cookies. "
        "Go back, reload the page and send it again."
    ]


def test_an_address_that_only_takes_what_is_sent_says_so_to_whoever_opens_it(browse, cleo):
    response = browse(cleo).get("/help/stop/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "This address is no page of its own." in response.content.decode()
