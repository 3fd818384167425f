"""How much of a transcript is taken apart by what people do most: a few paragraphs for a correction, once all of it for
a page that shows it, and nothing for a list of stories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import heard.apps
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.correcting.models import Correction
from heard.apps.helping import tasks
from tests import cast

ALL, A_FEW = "all of it", "a few paragraphs"
SIZES = (1, 3, 30)


@pytest.fixture
def told(story) -> Callable[[int], object]:
    """`told(30)` is a story of so many paragraphs, each by the other voice."""
    return lambda size: story("A talk", *(("S1", "This was said first."), ("S2", "And that was said.")) * size)


def taken_apart(doing: Callable[[], object]) -> list[str]:
    """Each time that words are read, how many of them."""
    with CaptureQueriesContext(connection) as asked:
        answer = doing()
    assert answer.status_code < 400
    return read_of_words(asked)


def read_of_words(asked: Iterable[dict[str, str]]) -> list[str]:
    read = [
        one["sql"] for one in asked if one["sql"].startswith("SELECT") and '"words"' in one["sql"].split(" FROM ")[0]
    ]
    return [
        A_FEW if '"transcribing_paragraph"."id" IN' in sql else ALL
        for sql in read
        if 'FROM "transcribing_paragraph"' in sql
    ]


def address(name: str, story) -> str:
    return reverse(name, args=[story.slug])


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_correction_takes_a_few_paragraphs_apart_however_long_the_story(browse, told, ben, cleo, size):
    story = told(size)
    sent = {"kind": "replace", "words": "w3", "text": "heard", "base": 1}
    assert taken_apart(lambda: browse(ben).post(address("correct", story), sent)) == [A_FEW]
    decide = reverse("decide", args=[Correction.objects.get().pk])
    assert taken_apart(lambda: browse(cleo).post(decide, {"decision": "accept", "listened": "on"})) == [A_FEW]
    assert taken_apart(lambda: browse(cleo).post(decide, {"decision": "reopen"})) == [A_FEW]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["story", "captions", "report"])
def test_a_page_that_shows_the_words_takes_them_apart_once(browse, told, page, size):
    story = told(size)
    assert taken_apart(lambda: browse(None).get(address(page, story))) == [ALL]


@pytest.mark.parametrize("size", SIZES)
def test_the_review_takes_them_apart_once_however_much_waits(browse, told, ben, cleo, size):
    story = told(size)
    for number in range(size):
        sent = {"kind": "replace", "words": f"w{number + 1}", "text": f"heard{number}", "base": 1}
        browse(ben).post(address("correct", story), sent)
    assert taken_apart(lambda: browse(cleo).get(address("review-story", story))) == [ALL]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", ["home", "explore", "my-stories", "my-corrections", "review", "people"])
def test_a_list_takes_nothing_apart(browse, story, hana, ada, page, size):
    for number in range(size):
        story(f"Told on day {number}", by=hana)
    assert taken_apart(lambda: browse(hana).get(reverse(page))) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_list_of_people_asks_as_much_however_many_there_are(browse, hana, django_assert_num_queries, size):
    for number in range(size):
        cast.make_person(f"Person{number} Name")
    browser = browse(hana)
    with django_assert_num_queries(5):
        browser.get(reverse("people"))


@pytest.mark.parametrize("size", SIZES)
def test_an_archive_is_looked_through_by_the_paragraphs_that_hold_something(story, ada, ben, cleo, size):
    """However long its stories are, of each only these are taken apart, and of many in one question."""
    first = story("The first", ("S1", "My mother came from Lesster as a girl."))
    long = (("S1", "Long ago."), ("S2", "He said so.")) * size
    others = [story(f"Later {number}", *long, ("S1", "In Lesster.")) for number in (1, 2)]
    tasks.tick()
    sent = Remark("replace", ("w5",), "Leicester")
    correcting.accept(correcting.report(first, Sender(user=ben), sent), cleo)
    with CaptureQueriesContext(connection) as asked:
        tasks.tick()
    assert [row.heard for other in others for row in other.proposals.all()] == ["Lesster."] * 2
    assert read_of_words(asked) == [ALL, ALL, A_FEW]  # of the story itself, twice; of all the others together


def test_what_is_hidden_is_taken_out_in_one_place():
    apps = Path(heard.apps.__file__).parent
    taking = re.compile(r"^from heard.core.transcript.hiding import .*\bhide\b", re.M)
    found = [path.relative_to(apps).as_posix() for path in apps.rglob("*.py") if taking.search(path.read_text())]
    assert found == ["transcribing/queries/words.py"]
