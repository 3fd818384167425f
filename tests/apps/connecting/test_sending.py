"""A program reports what was misheard: the same action, limits and sentences as the page."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from heard.apps.correcting.models import Correction
from heard.server.parts import Pace
from tests.apps.connecting.test_reading import problem
from tests.apps.connecting.test_tokens import shows, token_for

REPORT = {"story": "told", "words": ["w11"], "kind": "replace", "text": "co-production,", "base": 1}


def send(client, report=REPORT, **headers):
    return client.post("/api/v1/corrections/", json.dumps(report), content_type="application/json", headers=headers)


def test_a_report_with_a_token_is_its_persons(story, ben):
    story("Told")
    response = send(shows(token_for(ben, "report")))
    assert response.status_code == 201, response.content
    told = response.json()
    assert told["sentence"].startswith("People will listen to this moment and decide.")
    row = Correction.objects.get()
    assert (row.author, row.text, told["state"]) == (ben, "co-production,", "waiting")
    assert not response.cookies


def test_a_stranger_may_report_too_and_keeps_no_session(browse, story):
    story("Told")
    response = send(browse(None), {**REPORT, "name": "Kim"})
    assert response.status_code == 201, response.content
    row = Correction.objects.get()
    assert (row.author, row.author_name, bool(row.visitor), bool(row.origin)) == (None, "Kim", True, True)
    assert not response.cookies


def test_a_token_for_reading_reports_nothing(story, ben):
    story("Told")
    assert problem(send(shows(token_for(ben, "read"))))[0] == "no-scope"
    assert not Correction.objects.exists()


def test_a_browser_that_is_signed_in_sends_the_token_of_forms_along(story, ben):
    story("Told")
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    assert problem(send(client))[0] == "stale-form"
    client.get("/stories/told/report/")
    token = client.cookies["csrftoken"].value
    assert send(client, **{"X-CSRFToken": token}).status_code == 201
    assert Correction.objects.get().author == ben


def test_a_token_needs_none(story, ben):
    story("Told")
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token_for(ben, 'report')}"})
    assert send(client).status_code == 201


def test_a_story_that_may_not_be_seen_is_not_reported_on(browse, story):
    story("Told", published=False)
    assert send(browse(None)).status_code == 404


REFUSED = (
    ({"kind": "replace", "text": ""}, "no-text"),
    ({"kind": "right"}, "not-heard"),
    ({"words": []}, "no-words"),
    ({"base": 99}, "unknown-revision"),
    ({"base": 10**18}, "bad-form"),
    ({"note": "x" * 1001}, "bad-form"),
    ({"text": "a\0b"}, "bad-form"),
    ({"text": "x" * 100_000}, "bad-form"),
    ({"kind": "nonsense"}, "bad-input"),
    ({"story": "told\0"}, "bad-input"),
    ({"base": "x"}, "bad-input"),
    ({"note": "\ud800"}, "no-json"),
)


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_what_cannot_be_used_is_refused_with_the_sentence_of_the_page(browse, story, change, code):
    story("Told")
    response = send(browse(None), {**REPORT, **change})
    told, sentence = problem(response)
    assert (response.status_code, told) == (400, code)
    assert sentence.endswith((".", "”.")), sentence
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"), [("{", "application/json"), ("[]", "application/json"), ("{}", "text/plain"), ("", "")]
)
def test_what_is_no_json_is_told_so(browse, body, kind):
    response = browse(None).post("/api/v1/corrections/", body, content_type=kind)
    assert (response.status_code, problem(response)[0] in ("no-json", "bad-input")) == (400, True)


def test_too_much_at_once_and_too_often_are_told_so(browse, story, settings):
    story("Told")
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(browse(None), {**REPORT, "note": "x" * 2000})
    assert (response.status_code, problem(response)[0]) == (413, "too-large")
    settings.HEARD = {**settings.HEARD, "HEARD_PACE": Pace(comments=1, corrections=1)}
    assert send(browse(None)).status_code == 201
    response = send(browse(None), {**REPORT, "words": ["w12"]})
    assert (response.status_code, problem(response)[0]) == (429, "too-many")
