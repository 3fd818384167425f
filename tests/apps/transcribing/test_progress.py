"""How far a recording is on its way to words, for scripts and for people without JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.transcribing.queries import STAGES


def said(client, story):
    return client.get(reverse("progress", args=[story.slug]), headers={"Accept": "application/json"}).json()


def test_nothing_has_come_yet(browse, ada, draft):
    assert said(browse(ada), draft) == {
        "state": "empty",
        "sentence": "No recording yet.",
        "share": 0.0,
        "seconds_left": None,
        "percent": 0,
        "left": "",
    }


def test_a_part_is_here(browse, ada, draft, arriving):
    now = said(browse(ada), draft)
    assert (now["state"], now["percent"]) == ("arriving", 60)
    assert now["sentence"] == "60 % of “chat.mp3” is here. Choose the same file again to carry on."


def test_it_waits_for_its_turn(browse, ada, draft, recording):
    now = said(browse(ada), draft)
    assert (now["state"], now["sentence"]) == ("waiting", "Waiting for its turn. The work begins by itself.")


@pytest.mark.parametrize(
    ("seconds", "left"),
    [(None, ""), (20, "less than a minute left"), (70, "about 1 minute left"), (200, "about 3 minutes left")],
)
def test_it_is_being_worked_on(browse, ada, draft, job, seconds, left):
    job(state="running", stage="words", share=0.529, seconds_left=seconds)
    now = said(browse(ada), draft)
    assert (now["state"], now["sentence"], now["percent"], now["left"]) == (
        "working",
        "Writing down the words",
        52,
        left,
    )


def test_it_went_wrong(browse, ada, draft, job):
    job(state="failed", error_code="no-sound", error_sentence="There is no sound in this file.")
    now = said(browse(ada), draft)
    assert (now["state"], now["sentence"]) == ("failed", "There is no sound in this file.")


def test_it_is_done(browse, ada, draft, job):
    job(state="done", share=1)
    now = said(browse(ada), draft)
    assert (now["state"], now["percent"]) == ("written", 100)


def test_every_stage_of_the_pipeline_has_words_for_people():
    from heard.media.pipeline import STEPS

    assert set(STAGES) == {step.name for step in STEPS}


def test_without_javascript_the_page_renews_itself_while_there_is_something_to_wait_for(browse, ada, draft, job):
    row = job(state="running", stage="words", share=0.5)
    page = browse(ada).get(reverse("progress", args=[draft.slug]))
    assert (page["Refresh"], "Writing down the words" in page.content.decode()) == ("5", True)
    row.state = "done"
    row.save()
    assert "Refresh" not in browse(ada).get(reverse("progress", args=[draft.slug]))


def test_strangers_see_nothing_of_a_draft(browse, max_, draft, job):
    job(state="running", stage="words")
    for stranger in (None, max_):
        assert browse(stranger).get(reverse("progress", args=[draft.slug])).status_code == 404


def test_readers_of_a_published_story_have_no_business_here(browse, max_, story):
    assert browse(max_).get(reverse("progress", args=[story().slug])).status_code == 403
