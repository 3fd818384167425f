"""The forms of reporters, about a story and the people in it: each sent once."""

from __future__ import annotations

import pytest

from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Recording, Story, StoryPerson
from heard.apps.transcribing.models import Job
from tests.browser.sending import send
from tests.renditions import give_sound
from tests.sounds import SPEECH


@pytest.fixture
def draft(site, story) -> Story:
    return give_sound(
        story("A daughter", ("S1", "How was it?"), ("S2", "Nobody asked me."), published=False), seconds=6
    )


@pytest.mark.doors("edit-story", "story-names", "hide-ends", "audience")
@pytest.mark.doors("transcribe-again")
def test_about_a_story(visit, draft, ada, cleo):
    own = draft.get_absolute_url()
    page = visit(f"{own}edit/", user=ada)
    send(page, "edit-story", summary="Nobody asked her.")
    page.goto("about:blank")  # a page that waits for words loads itself again when they are there
    Job.objects.create(story=draft, state=Job.State.DONE)
    send(visit(f"{own}edit/", user=cleo), "transcribe-again")
    Job.objects.update(state=Job.State.DONE)
    page.goto(f"{own}names/")
    send(page, "story-names", name="Rosalind")
    page.goto(f"{own}hide/")
    send(page, "hide-ends", begin="w4")
    page.goto(f"{own}audience/")
    send(page, "audience", reach="members")


@pytest.mark.doors("story-picture", "drop-story-picture")
def test_about_its_picture(visit, draft, ada, tmp_path):
    page = visit(f"{draft.get_absolute_url()}picture/", user=ada)
    (tmp_path / "room.png").write_bytes(page.screenshot())
    page.locator("[name=picture]").set_input_files(tmp_path / "room.png")
    send(page, "story-picture", described="A room with a table.", shows="nobody")
    send(page, "drop-story-picture")


@pytest.mark.doors("publish", "take-story-back", "bring-back")
def test_a_story_comes_and_goes(visit, story, ada):
    ready = give_sound(story("One voice", ("S1", "Nobody asked me."), published=False), seconds=6)
    ready.people.update(voice="S1")
    Job.objects.create(story=ready, state=Job.State.DONE)
    own = ready.get_absolute_url()
    page = visit(f"{own}publish/", user=ada)
    send(page, "publish")
    page.goto(f"{own}take-back/")
    send(page, "take-story-back")
    page.goto(f"{own}take-back/")
    send(page, "bring-back")


@pytest.mark.doors("add-person", "story-person", "person-uses", "person-signed", "person-card", "person-end-links")
@pytest.mark.doors("person-remove", "story-voices")
def test_about_the_people_in_it(visit, draft, ada):
    ask_to_sign_again(draft)
    people = f"{draft.get_absolute_url()}people/"
    page = visit(people, user=ada)
    send(page, "story-voices")
    page.goto(f"{people}add/")
    send(page, "add-person", name="Doreen")
    added = StoryPerson.objects.get(name="Doreen")
    page.goto(f"{people}{added.pk}/")
    send(page, "person-remove")
    page.goto(f"{people}{draft.people.get().pk}/")
    send(page, "story-person", name="Hamid A.")
    send(page, "person-uses", quote="no")
    page.goto(f"{people}{draft.people.get().pk}/")
    send(page, "person-signed", note="At her kitchen table.")
    page.goto(f"{people}{draft.people.get().pk}/card/")
    send(page, "person-card")
    page.goto(f"{people}{draft.people.get().pk}/")
    send(page, "person-end-links")


@pytest.mark.doors("send-recording", "try-again", "delete-story")
def test_a_draft_gets_its_recording_and_is_deleted(visit, ada, story):
    empty = story("Fourteen nights", published=False, transcript=False)
    page = visit(f"{empty.get_absolute_url()}edit/", user=ada, java_script_enabled=False)
    page.locator("[type=file]").set_input_files(SPEECH)
    page.get_by_role("button", name="Send the recording").click()
    assert Recording.objects.get().size == SPEECH.stat().st_size
    Job.objects.all().delete()
    Job.objects.create(story=empty, state=Job.State.FAILED, error_sentence="It could not be read.")
    page.goto(f"{empty.get_absolute_url()}edit/")
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("Waiting for its turn.").wait_for()
    page.goto(f"{empty.get_absolute_url()}delete/")
    page.get_by_role("button", name="Delete it for good").click()
    page.wait_for_url("**/my-stories/")
    assert not Story.objects.exists()
