"""An editor has the machine listen once more, with a model that they choose on the page."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from heard.apps.transcribing.actions import keep_take
from heard.apps.transcribing.models import Job
from heard.media.engines import name_of
from tests.cast import make_transcript
from tests.renditions import give_sound


def test_the_model_is_chosen_and_what_it_may_do_is_said(visit, site, story, cleo, settings):
    settings.SPEECH_MODELS = ["base", "tiny.en"]
    told = give_sound(story("Written by base", transcript=False), seconds=4)
    keep_take(told, replace(make_transcript(), engine=name_of("base")))
    Job.objects.create(story=told, state=Job.State.DONE)
    page = visit(f"{told.get_absolute_url()}edit/", user=cleo)
    page.get_by_label("Which model listens?").select_option("tiny.en")
    page.get_by_role("button", name="Transcribe again").click()
    expect(page.get_by_role("status").first).to_contain_text("It changes nothing by itself")
    assert Job.objects.latest("pk").model == "tiny.en"
