"""When nothing was heard in a recording, its reporter is told what to try, and can have it listened to again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from heard.apps.telling.actions import stories
from heard.apps.telling.models import Recording
from heard.apps.transcribing.models import Job
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_what_to_try_is_on_the_page_and_listening_again_is_one_press(visit, ada, violations, screen):
    story = stories.begin_story(ada, {"title": "Fourteen nights"})
    Recording.objects.create(
        story=story, path="x/original.mp3", filename="chat.mp3", size=9, heard_nothing=True, kind="audio", duration=9.0
    )
    Job.objects.create(story=story, state="done", share=1)
    page = visit(f"/stories/{story.slug}/edit/", user=ada, **screen)
    expect(page.get_by_text("Nothing was heard in this recording, so there are no words.")).to_be_visible()
    expect(page.get_by_text("Send another file of the same recording")).to_be_visible()
    expect(page.get_by_label("Recording", exact=False).first).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Listen again").click()
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    assert Job.objects.get().state == "waiting"
