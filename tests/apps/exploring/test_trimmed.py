"""What was cut off at the ends of a story is no part of it: not of its length, and of no time that anybody is told."""

from __future__ import annotations

import pytest
from django.urls import reverse

from heard.apps.correcting.actions import Remark, Sender, report
from heard.apps.hiding import actions as hiding
from heard.apps.moderating.models import Concern
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording, Rendition
from tests.page import Page

TOLD = (
    ("S1", "Are you happy for me to record? Yes. " * 12),  # 0 to 48 s
    ("S2", "My daughter Rosalind was ill. " * 12),  # 49 to 79 s
    ("S1", "Thank you. I stop it now. " * 12),
)


@pytest.fixture
def trimmed(story, ada):
    """From 48.15 to 79.75 of 115 seconds."""
    told = story("A daughter", *TOLD)
    recording = Recording.objects.create(
        story=told, path="x/original.mp3", filename="chat.mp3", size=9, duration=115.0, kind="audio"
    )
    Rendition.objects.create(recording=recording, name="audio.opus", path="x/a.opus", media_type="audio/ogg", size=9)
    hiding.trim(told, "w97", "w156", hand=Hand(ada))
    recording.refresh_from_db()
    recording.renditions.update(hides=recording.hides)
    return told


def test_the_length_that_readers_are_told_is_what_is_played(browse, trimmed):
    for address in (trimmed.get_absolute_url(), "/explore/", "/"):
        shown = browse(None).get(address).content.decode()
        assert ("32 seconds" in shown, "2 minutes" in shown) == (True, False), address


def test_the_players_slider_holds_only_what_is_there(browse, trimmed):
    page = Page(browse(None).get(trimmed.get_absolute_url()))
    [player] = [part.attributes for part in page.elements if part.tag == "story-player"]
    [seek] = [part.attributes for part in page.elements if part.attributes.get("data-part") == "seek"]
    assert (float(seek["min"]), float(seek["value"])) == pytest.approx((48.15, 48.15), abs=0.1)
    assert float(seek["max"]) == pytest.approx(79.75, abs=0.1)
    assert (player["data-begin"], player["data-end"]) == ("48.15", "79.75")


def test_times_are_told_from_where_it_begins(browse, trimmed):
    page = Page(browse(None).get(trimmed.get_absolute_url()))
    assert page.texts("a", "turn-time") == ["Play from 0:00"]
    found = Page(browse(None).get("/explore/?q=Rosalind"))
    assert found.texts("span", "said-time") == ["Listen at 0:01"]


def test_no_file_tells_how_long_the_recording_was(browse, trimmed):
    document = browse(None).get(f"{trimmed.get_absolute_url()}transcript.json").json()
    assert document["duration"] == 79.75


@pytest.mark.parametrize("name", ["report", "review-story", "check", "moderate-concern"])
def test_every_other_player_holds_no_more_and_times_beside_it_begin_there_too(browse, trimmed, ben, rae, name):
    report(trimmed, Sender(user=ben), Remark("wrong", ("w99",), base=1))
    concern = Concern.objects.create(about=f"story:{trimmed.pk}", reason="other", text="Look.", start=49.0, end=52.0)
    given = [concern.pk] if name == "moderate-concern" else [trimmed.slug]
    page = Page(browse(rae).get(reverse(name, args=given)))
    [sound] = [part.attributes for part in page.elements if part.tag == "clip-sound"]
    assert (sound["data-begin"], sound["data-end"]) == ("48.15", "79.75")
    [source] = [part.attributes for part in page.elements if part.tag == "source"]
    assert source["src"].endswith("#t=48.15,79.75")
    assert page.texts("div", "clip-bar")
    assert "0:31" in " ".join(page.texts("span", "clock"))  # how long it is
    told = " ".join(page.texts("main"))
    assert "0:49" not in told
    assert "1:" not in told


def test_where_nothing_was_cut_off_the_browsers_own_player_stands(browse, story, cleo, trimmed):
    other = story("Whole")
    Recording.objects.create(story=other, path="y/o.mp3", filename="o.mp3", size=9, duration=60.0, kind="audio")
    Rendition.objects.create(recording=other.recording, name="audio.opus", path="y/a", media_type="audio/ogg", size=9)
    page = browse(cleo).get(reverse("report", args=[other.slug])).content.decode()
    assert "clip-bar" not in page
    assert "data-begin" not in page
