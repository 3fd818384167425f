"""The course about responsible storytelling, and that it opens telling where the host asks for it."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

import pytest
from django.utils import timezone

from heard.apps.joining.course import QUESTIONS
from heard.apps.joining.models import Training
from heard.apps.journal.models import Entry
from heard.apps.telling.models import Story
from heard.server import parts
from tests.page import Page

RIGHT = {question.key: str(question.right) for question in QUESTIONS}


@pytest.fixture
def _asked_for(settings):
    settings.HEARD = {**settings.HEARD, "HEARD_TRAINING": parts.Training(required=True)}


def test_all_answers_right_and_it_is_on_the_record_for_two_years(browse, ada):
    browse(ada).post("/account/course/", RIGHT)
    row = Training.objects.get()
    assert (row.person, row.kind, row.completed_at, row.recorded_by) == (
        ada,
        "responsible-storytelling",
        timezone.localdate(),
        None,
    )
    assert (row.expires_at - row.completed_at).days == 731
    assert Entry.objects.get().action == "course done"


def test_a_wrong_answer_is_told_with_its_reason_and_nothing_is_lost(browse, ada):
    page = Page(browse(ada).post("/account/course/", {**RIGHT, "promise": "1"}))
    asked = next(str(question.asked) for question in QUESTIONS if question.key == "promise")
    assert page.texts("div", "error-summary") == [f"There is a problem {asked}: Promise only what you can do yourself."]
    checked = [element for element in page.elements if "checked" in element.attributes]
    assert len(checked) == len(QUESTIONS)
    assert list(Training.objects.all()) == []


def test_answers_that_are_missing_or_made_up_count_as_none(browse, ada):
    page = Page(browse(ada).post("/account/course/", {"yes": "17", "danger": "<script>"}))
    assert len(page.texts("ul", "errorlist")) == len(QUESTIONS)


def test_doing_it_again_makes_it_count_longer(browse, ada):
    client = browse(ada)
    client.post("/account/course/", RIGHT)
    Training.objects.update(expires_at=timezone.localdate() - timedelta(days=1))
    client.post("/account/course/", RIGHT)
    assert Training.in_force().count() == Training.objects.count() == 1


@pytest.mark.usefixtures("_asked_for")
def test_nobody_uploads_before_the_course_where_the_host_asks_for_it(browse, ada):
    client = browse(ada)
    closed = client.post("/tell/", {"title": "A story", "language": "en"})
    assert (closed.status_code, Page(closed).texts("a", "button")) == (403, ["Go to the course"])
    assert Story.objects.count() == 0
    client.post("/account/course/", RIGHT)
    assert client.post("/tell/", {"title": "A story", "language": "en"}).status_code == 302


@pytest.mark.usefixtures("_asked_for")
def test_a_draft_from_before_takes_no_recording_either(browse, story, ada):
    draft = story("A draft", published=False, transcript=False)
    about = f"story {b64encode(draft.slug.encode()).decode()},filename {b64encode(b'talk.mp3').decode()}"
    headers = {"Upload-Length": "100", "Tus-Resumable": "1.0.0", "Upload-Metadata": about}
    assert browse(ada).post("/uploads/", headers=headers).status_code == 403


@pytest.mark.usefixtures("_asked_for")
def test_a_training_that_ran_out_opens_nothing(browse, ada):
    day = timezone.localdate() - timedelta(days=1)
    Training.objects.create(person=ada, kind="responsible-storytelling", completed_at=day, expires_at=day)
    assert browse(ada).get("/tell/").status_code == 403


def test_where_the_host_does_not_ask_nobody_needs_it(browse, ada):
    assert browse(ada).get("/tell/").status_code == 200


def test_it_is_for_people_with_an_account(browse):
    assert browse(None).get("/account/course/").url == "/account/login/?next=/account/course/"
