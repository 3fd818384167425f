"""What people send by mistake: each gets a sentence, keeps its draft, and can be replaced or tried again."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.models import Story
from heard.apps.transcribing.actions import try_again
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import progress_of
from tests.server.conftest import Network
from tests.sounds import RATE, SPEECH, film, recording, silence, speech, tone

pytestmark = pytest.mark.engine


@pytest.fixture
def outcome(ada, network: Network):
    """Sends a file, lets the worker work, and says what the reporter reads then."""

    def sent(path: Path, **settings: str) -> tuple[str, str]:
        story = stories.begin_story(ada, {"title": path.name})
        with path.open("rb") as file:
            recordings.keep_recording(story, file, path.name, by=ada)
        network.run("worker", "--once", **settings)
        standing = progress_of(Story.objects.get(pk=story.pk))
        return standing.state, standing.sentence

    return sent


def test_a_text_file_with_the_name_of_a_recording(outcome, tmp_path):
    notes = tmp_path / "notes.mp3"
    notes.write_text("These are only notes.\n" * 200)
    assert outcome(notes) == (
        "failed",
        "This file cannot be read as sound or video. It may be another kind of file, or the end of it is missing.",
    )


def test_a_film_whose_end_is_missing(outcome, tmp_path):
    whole = film(tmp_path / "whole.mp4", speech(), seconds=8)
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole.read_bytes()[:-2000])
    assert outcome(broken) == (
        "failed",
        "This file cannot be read as sound or video. It may be another kind of file, or the end of it is missing.",
    )


def test_a_film_without_sound(outcome, tmp_path):
    assert outcome(film(tmp_path / "mute.mp4", None)) == ("failed", "There is no sound in this file.")


def test_a_fifth_of_a_second(outcome, tmp_path):
    assert outcome(recording(tmp_path / "blip.wav", tone(0.2))) == (
        "failed",
        "This recording is too short: 0.2 seconds. It needs at least 0.5.",
    )


def test_three_hours(outcome, tmp_path):
    assert outcome(three_hours(tmp_path / "long.wav")) == (
        "failed",
        "This recording is too long: 3 hours. The longest that is taken here is 2 hours. "
        "Cut it into parts and send each.",
    )


def three_hours(path: Path) -> Path:
    """Silence at 8 bits, which is quickly made."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        for _ in range(180):
            file.writeframes(bytes([128]) * 60 * 8000)
    return path


def test_that_nothing_was_heard_is_said_and_what_to_try(outcome, browse, network, ada, tmp_path):
    assert outcome(recording(tmp_path / "silence.wav", silence(5))) == (
        "unheard",
        "Nothing was heard in this recording, so there are no words.",
    )
    story = Story.objects.get()
    page = browse(ada).get(f"/stories/{story.slug}/edit/").content.decode().lower()
    for said in ("look below whether the language is right", "listen again", "send another file", "language spoken"):
        assert said in page
    assert browse(ada).post(f"/stories/{story.slug}/try-again/").status_code == 302
    assert Job.objects.get().state == "waiting"
    with recording(tmp_path / "louder.wav", speech()[: 3 * RATE]).open("rb") as file:
        recordings.keep_recording(Story.objects.get(), file, "louder.wav", by=ada)
    network.run("worker", "--once")
    assert progress_of(Story.objects.get()).state == "written"


def test_another_try_with_another_setting(outcome, network, ada, tmp_path):
    assert outcome(SPEECH, HEARD_RECORDINGS="seconds=2")[0] == "failed"
    try_again(Job.objects.get(), by=ada)
    network.run("worker", "--once")
    assert Job.objects.get().state == "done"
