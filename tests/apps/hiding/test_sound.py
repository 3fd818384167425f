"""A tone is planted where a part will be hidden. What is served is decoded: it was there before and is gone after."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from heard.apps.hiding import actions
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording, Rendition
from heard.apps.telling.queries import place_of
from heard.apps.transcribing import tasks
from heard.apps.transcribing.actions import Outcome, claim, fail, finish
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import is_work_left, progress_of
from heard.core.errors import HeardError
from tests import sounds

# The worker's sign of life comes from a connection of its own, which has to see the job.
pytestmark = pytest.mark.django_db(transaction=True)
SECRET = 3000.0  # hertz: sounds where “Rosalind” is said
BESIDE = 900.0
SECRETS = {"title": "Rosalind at 12 Mill Lane", "comment": "GPS 53.48 -2.24"}
PLACE = slice(round(6.0 * sounds.RATE), round(6.4 * sounds.RATE))


def sound() -> np.ndarray:
    whole = sounds.tone(14, BESIDE, 0.1)
    whole[PLACE] += sounds.tone(0.4, SECRET, 0.4)
    return whole


@pytest.fixture
def recorded(told):
    """`recorded("story.m4a")`: a story whose recording has the tone, with its copies made by the worker."""

    def made(name: str = "rosalind.m4a"):
        story = told()
        path = f"folder-{story.pk}/original{Path(name).suffix}"
        place_of(path).parent.mkdir(parents=True)
        if name.endswith("mp4"):
            sounds.film(place_of(path), sound(), seconds=14, metadata=SECRETS)
        else:
            sounds.recording(place_of(path), sound(), metadata=SECRETS)
        size = place_of(path).stat().st_size
        Recording.objects.create(story=story, path=path, filename=name, size=size, duration=14.0)
        Job.objects.create(story=story, remake=True)
        work()
        return story

    return made


def work() -> None:
    """The worker makes its rounds until nothing is in line."""
    while is_work_left():
        tasks.tick()
        job = Job.objects.latest("pk")
        assert (job.state, job.error_sentence) == (Job.State.DONE, "")


def served(client, story, name: str, **headers: str) -> HttpResponseBase:
    return client.get(reverse("media", args=[story.slug, name]), headers=headers)


def heard(client, story, name: str, tmp_path) -> sounds.Samples:
    place = tmp_path / f"served-{name}"
    place.write_bytes(served(client, story, name).getvalue())
    return sounds.decoded(place)


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("rosalind.m4a", ["audio.opus", "audio.m4a"]),
        ("rosalind.mp4", ["audio.opus", "audio.m4a", "video.mp4"]),
    ],
)
def test_nothing_that_is_hidden_is_heard_in_what_is_served(recorded, browse, hide, tmp_path, file, names):
    story, stranger = recorded(file), browse(None)
    before = {name: heard(stranger, story, name, tmp_path) for name in names}
    assert all(sounds.loudness_of(sound, SECRET) > 0.001 for sound in before.values())
    hide(story, "w11", "w11")
    assert [served(stranger, story, name).status_code for name in (*names, "peaks.json")] == [404] * (len(names) + 1)
    work()
    after = {name: heard(stranger, story, name, tmp_path) for name in names}
    assert [name for name, sound in after.items() if sounds.loudness_of(sound, SECRET) > 1e-5] == []
    assert [name for name, sound in after.items() if sounds.loudness_of(sound, BESIDE) < 0.01] == []
    for name in names:
        whole = served(stranger, story, name).getvalue()
        assert not any(secret in whole for secret in (b"Rosalind", b"rosalind", b"Mill Lane", b"53.48"))
        assert served(stranger, story, name, Range="bytes=100-299").getvalue() == whole[100:300]


def test_the_waveform_has_nothing_there(recorded, browse, hide):
    story = recorded()
    hide(story, "w11", "w11")
    work()
    peaks = json.loads(served(browse(None), story, "peaks.json").getvalue())["peaks"]
    a_second = len(peaks) / 14
    assert max(peaks[round(5.95 * a_second) : round(6.45 * a_second)]) == 0


def test_earlier_copies_are_taken_off_the_disk(recorded, hide):
    story = recorded()
    earlier = [place_of(row.path) for row in Rendition.objects.all()]
    hide(story, "w11", "w11")
    work()
    assert [place for place in earlier if place.exists()] == []
    assert all(place_of(row.path).exists() for row in Rendition.objects.all())
    assert place_of(story.recording.path).exists()


def test_what_is_shown_again_is_heard_again(recorded, browse, hide, ada, tmp_path):
    story = recorded()
    row = hide(story, "w11", "w11")
    work()
    actions.show_again(row, hand=Hand(ada))
    assert served(browse(None), story, "audio.opus").status_code == 404
    work()
    assert sounds.loudness_of(heard(browse(None), story, "audio.opus", tmp_path), SECRET) > 0.001
    assert set(Rendition.objects.values_list("hides", flat=True)) == {""}


def test_what_is_hidden_while_the_sound_is_made_is_not_served(recorded, browse, hide):
    story = recorded()
    hide(story, "w11", "w11")
    job = claim("slow")
    _request, hides = tasks._request(job)
    files = {row.name: place_of(row.path) for row in Rendition.objects.all()}
    hide(story, "w14", "w14")
    assert finish(job, Outcome({}, files, None, hides))
    assert served(browse(None), story, "audio.opus").status_code == 404
    assert Job.objects.filter(state="waiting", remake=True).count() == 1


def test_sound_that_cannot_be_made_again_stays_closed_and_says_so(recorded, browse, hide, ada):
    story = recorded()
    hide(story, "w11", "w11")
    fail(claim("broken"), HeardError("It cannot be read.", code="damaged"))
    assert served(browse(None), story, "audio.opus").status_code == 404
    assert b"could not be made again" in browse(ada).get(reverse("hide", args=[story.slug])).content
    browse(ada).post(reverse("try-again", args=[story.slug]))
    work()
    assert served(browse(None), story, "audio.opus").status_code == 200


def test_a_story_that_is_made_anew_is_as_written_down_as_before(recorded, hide):
    story = recorded()
    before = progress_of(story)
    hide(story, "w11", "w11")
    assert progress_of(story) == before


def test_an_end_that_is_cut_off_is_not_there(recorded, browse, ada, tmp_path):
    story = recorded()
    actions.trim(story, "w1", "w10", hand=Hand(ada))
    work()
    sound = heard(browse(None), story, "audio.opus", tmp_path)
    assert 5.8 < len(sound) / sounds.RATE < 6.0  # the last word that is kept ends at 5.9 s
