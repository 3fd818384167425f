"""Too much, too long or too large at every door that anybody may use: a sentence, and no work done for it first."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heard.apps.conversing.actions.comments import Saying, comment
from heard.apps.correcting.models import Correction
from heard.apps.helping.models import Spot
from heard.apps.joining.senders import Sender
from heard.core.errors import BadInput
from heard.core.people.conversation import written
from heard.core.people.reports import LONGEST_SENT, cleaned
from heard.server.parts import Pace
from tests.page import Page
from tests.worker import learn_and_look

LONG = {"one long word": "x" * 1_000_000, "many words": "word " * 200_000}
NUMBERS = ["1" + "0" * 18, "9" * 5000, "-1", "nan", "1e400", "٣", "a\x00"]

FORMS = {
    "correct": {"kind": "replace", "words": "w9", "text": "y", "note": "", "base": "1"},
    "report": {"base": "1", "paragraph-w1": "x", "step": "check", "note": "", "name": ""},
    "check": {"start": "0", "base": "1", "text": "a", "name": ""},
    "comments": {
        "text": "Hello.",
        "name": "x",
        "first": "w1",
        "last": "w2",
        "moment": "1:05",
        "parent": "1",
        "altcha": "",
    },
    "raise-concern": {"about": "", "reason": "other", "text": "Some words.", "start": "1", "end": "2", "name": "x"},
    "ask": {"text": "what", "story": "told", "words": "w5", "start": "2"},
    "help-answer": {"says": "replace", "choice": "", "text": "x", "story": ""},
}
LOOKS = {
    "explore": ("q", "theme", "place", "page"),
    "glossary": ("q", "letter", "page"),
    "story": ("t", "clean"),
    "comments": ("page", "moment", "first", "last", "parent"),
    "raise-concern": ("about", "from", "to"),
    "ask": ("story", "words", "start", "text"),
    "report": ("paragraph",),
    "reporters": ("page",),
    "help": ("story", "done"),
    "offers": ("story", "page", "done"),
    "pairs": ("page",),
}
OF_A_STORY = ("correct", "report", "check", "comments", "story")
CHOICES = ("kind", "step", "reason", "says")


@pytest.fixture
def told(story, ada, settings):
    plenty = {"HEARD_PACE": Pace(corrections=10**6, comments=10**6)}
    settings.HEARD = {**settings.HEARD, **plenty}
    row = story("told")
    comment(row, Sender(user=ada), Saying("Hello."))
    return row


@pytest.fixture
def address(told):
    def of(door: str) -> str:
        if door == "help-answer":
            learn_and_look()
            return reverse("help-answer", args=[getattr(Spot.objects.first(), "pk", 1)])
        return reverse(door, args=[told.slug] if door in OF_A_STORY else [])

    return of


@pytest.mark.parametrize("door", FORMS)
def test_what_is_far_too_long_is_refused_in_words(browse, address, door):
    place, client = address(door), browse(None)
    for field in FORMS[door].keys() - CHOICES:
        for long in LONG.values():
            assert client.post(place, {**FORMS[door], field: long}).status_code in (200, 302, 400, 404), field
    assert Correction.objects.filter(text__contains="word word word").count() == 0


@pytest.mark.parametrize("door", FORMS)
def test_numbers_that_nobody_counts_to_break_nothing(browse, address, door):
    place, client = address(door), browse(None)
    for field in FORMS[door]:
        for number in NUMBERS:
            assert client.post(place, {**FORMS[door], field: number}).status_code < 500, (field, number[:9])


@pytest.mark.parametrize("door", LOOKS)
def test_nor_do_they_in_an_address(browse, address, door):
    place, client = address(door), browse(None)
    for field in LOOKS[door]:
        for value in (*NUMBERS, "x" * 8000, "word " * 1500):
            assert client.get(place, {field: value}).status_code < 500, (field, value[:10])


@pytest.mark.parametrize("door", FORMS)
def test_thousands_of_fields_are_refused(browse, address, door):
    many = {f"paragraph-w{number}": "x" * 300 for number in range(9000)}
    answer = browse(None).post(address(door), {**FORMS[door], **many, **{f"f{number}": "" for number in range(2000)}})
    assert answer.status_code == 400
    assert Page(answer).texts("p", "lead") == ["We could not make sense of what was sent. Please try again."]


def test_paragraphs_that_are_not_there_are_not_read(browse, address):
    many = {f"paragraph-x{number}": "word " * 100 for number in range(5000)}
    answer = browse(None).post(address("report"), {"base": "1", "step": "check", **many})
    assert (answer.status_code, "Open the page again" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("read", [cleaned, written])
def test_the_length_is_looked_at_before_the_letters(read):
    """Text that long is refused although, with its blanks taken out, it would fit."""
    with pytest.raises(BadInput) as told:
        read(" " * LONGEST_SENT + "x")
    assert told.value.code == "too-long"


def test_a_correction_that_is_too_long_costs_no_look_at_the_transcript(browse, address):
    place, client = address("correct"), browse(None)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.post(place, {**FORMS["correct"], "text": LONG["many words"]})
    assert [query["sql"] for query in asked if "transcribing_" in query["sql"]] == []


def test_what_was_too_long_still_stands_in_its_box(browse, address):
    text = "word " * 5000
    answer = browse(None).post(address("report"), {"base": "1", "step": "check", "paragraph-w1": text})
    assert answer.status_code == 400
    assert text.strip() in answer.content.decode()
