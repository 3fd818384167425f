"""The worker is killed again and again: the next one goes on, nothing is done twice and nothing is lost."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from heard.apps.telling.actions import recordings, stories
from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.models import Job, Take, Transcript
from heard.apps.transcribing.queries import progress_of
from heard.apps.transcribing.queries.words import whole
from heard.core.transcript.words import Word
from tests.server.conftest import wait_until
from tests.sounds import SPEECH, recording, speech

pytestmark = pytest.mark.engine


@pytest.fixture
def told(ada, network, tmp_path):
    """`told("A title")` is a draft with a recording of two voices."""

    def make(title: str, path=SPEECH) -> Story:
        story = stories.begin_story(ada, {"title": title, "voices": 2})
        with path.open("rb") as file:
            recordings.keep_recording(story, file, path.name, by=ada)
        return story

    return make


def made(story: Story):
    return place_of(Recording.objects.get(story=story).path).parent / "made"


def words_of(story: Story) -> tuple[Word, ...]:
    return whole(Transcript.objects.get(story=story)).words


def test_a_recording_is_written_down(network, told):
    story = told("Two voices")
    done = network.run("worker", "--once")
    assert (done.returncode, done.stderr) == (0, "")
    assert Job.objects.get().state == "done"
    assert len(words_of(story)) > 20
    assert len(Take.objects.get().opinions["told"]) == len(words_of(story))
    assert sorted(rendition.name for rendition in story.recording.renditions.all()) == [
        "audio.m4a",
        "audio.opus",
        "peaks.json",
    ]
    assert sorted(place.name for place in made(story).iterdir()) == ["audio.m4a", "audio.opus", "peaks.json"]
    assert Recording.objects.get().kind == "audio"


def test_killed_again_and_again_it_goes_on_and_does_nothing_twice(network, told):
    """The child is killed in each of its stages in tests/media/test_child.py."""
    killed = told("Killed again and again")
    for step in ("decode", "words", "voices"):
        worker = network.start("worker", HEARD_JOBS="lease=2")
        wait_until((made(killed) / f"done-{step}.json").exists, f"{step} was done")
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    spared = told("Never killed")
    assert network.run("worker", "--once", HEARD_JOBS="lease=2").returncode == 0
    assert words_of(killed) == words_of(spared)
    assert list(Job.objects.values_list("state", flat=True)) == ["done", "done"]
    assert [Take.objects.filter(story=story).count() for story in (killed, spared)] == [1, 1]
    assert killed.recording.renditions.count() == 3


def due_now() -> None:
    Job.objects.update(lease_until=timezone.now())


def test_a_child_that_is_killed_is_tried_again_by_itself(network, told):
    """After seconds the first time. Nobody has to press anything."""
    story = told("Killed by the machine")
    worker = network.start("worker", "--once")
    wait_until((made(story) / "done-decode.json").exists, "the sound was decoded")
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    assert worker.wait(60) == 0
    job = Job.objects.get()
    assert (job.state, job.error_code, job.failures) == ("waiting", "killed", 1)
    assert job.lease_until - timezone.now() < timedelta(seconds=10)
    assert "It is tried again" in progress_of(Story.objects.get()).sentence
    due_now()
    network.run("worker", "--once")
    assert (Job.objects.get().state, Take.objects.count()) == ("done", 1)


def test_a_full_disk_is_tried_again_when_there_is_room(network, told):
    story = told("No room")
    made(story).mkdir()
    (made(story) / "part-audio.opus").symlink_to("/dev/full")
    network.run("worker", "--once")
    job = Job.objects.get()
    assert (job.state, job.error_code, (made(story) / "audio.opus").exists()) == ("waiting", "disk-full", False)
    due_now()
    network.run("worker", "--once")
    assert (Job.objects.get().state, story.recording.renditions.count()) == ("done", 3)


def test_told_to_stop_it_gives_the_work_back_at_once(network, told):
    story = told("Interrupted")
    worker = network.start("worker")
    wait_until((made(story) / "done-decode.json").exists, "the sound was decoded")
    worker.send_signal(signal.SIGTERM)
    assert (worker.wait(20), worker.stdout.read()) == (0, "")
    job = Job.objects.get()
    assert (job.state, job.worker, job.lease_until) == ("waiting", "", None)
    network.run("worker", "--once")
    assert Job.objects.get().state == "done"


def test_two_workers_share_the_work(network, told):
    several = [told(f"Story {number}") for number in range(3)]
    workers = [network.start("worker", "--once") for _ in range(2)]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    assert sorted(Job.objects.values_list("state", "attempts")) == [("done", 1)] * 3
    assert [Take.objects.filter(story=story).count() for story in several] == [1, 1, 1]


def test_a_story_that_is_deleted_meanwhile_stops_the_work(network, told, ada, tmp_path):
    story = told("Deleted", recording(tmp_path / "long.wav", _long()))
    folder = made(story).parent
    worker = network.start("worker", "--once")
    wait_until((folder / "made" / "done-speech.json").exists, "the words were begun")
    stories.delete_story(story, by=ada)
    assert worker.wait(60) == 0
    assert not Job.objects.exists()
    assert not Take.objects.exists()


def _long():
    import numpy as np

    return np.concatenate([speech()] * 6)
