"""The captions that the player shows: stories/<slug>/captions.vtt."""

from __future__ import annotations

from django.urls import reverse

from heard.apps.telling.models import Voice
from heard.apps.transcribing.actions import put_transcript
from tests.cast import make_transcript


def captions(client, story, **headers):
    return client.get(reverse("captions", args=[story.slug]), headers=headers)


def test_captions_are_webvtt_with_the_name_of_who_speaks(browse, story):
    told = story("Short", ("S1", "Who are you?"), ("S2", "I'm Hamid."))
    Voice.objects.create(story=told, key="S2", name="Hamid")
    response = captions(browse(None), told)
    assert response.content.decode() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.400\n<v Speaker 1>Who are you?\n\n"
        "00:00:02.500 --> 00:00:03.400\n<v Hamid>I'm Hamid.\n"
    )
    assert response.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="short.vtt"'


def test_captions_are_as_private_as_their_story(browse, story, ada, ben, cleo, max_):
    draft = story(published=False)
    statuses = [captions(browse(who), draft).status_code for who in (ada, cleo, ben, max_, None)]
    assert statuses == [200, 200, 404, 404, 404]


def test_a_story_without_words_has_no_captions(browse, story):
    assert captions(browse(None), story(transcript=False)).status_code == 404


def test_captions_are_asked_for_anew_and_sent_only_when_they_changed(browse, story):
    told, reader = story("Once", ("S1", "First.")), browse(None)
    first = captions(reader, told)
    again = captions(reader, told, if_none_match=first.headers["ETag"])
    put_transcript(told, make_transcript(("S1", "Second.")), revision=2)
    changed = captions(reader, told, if_none_match=first.headers["ETag"])
    assert [answer.status_code for answer in (first, again, changed)] == [200, 304, 200]
    assert {answer.headers["Cache-Control"] for answer in (first, again, changed)} == {"private, no-cache"}
    assert "Second." in changed.content.decode()


def test_another_name_for_a_voice_is_a_change(browse, story):
    told, reader = story(), browse(None)
    before = captions(reader, told).headers["ETag"]
    Voice.objects.create(story=told, key="S2", name="Hamid")
    assert captions(reader, told, if_none_match=before).status_code == 200
