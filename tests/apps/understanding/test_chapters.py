"""Chapters: people write them, they follow what is put right, and nobody sees one whose beginning is hidden."""

from __future__ import annotations

import json
import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark
from heard.apps.exploring.queries.listed import recordings_to_take
from heard.apps.exploring.search import catch_up, read_meanings
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.senders import Sender
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.withdrawing import take_back
from heard.apps.telling.models import Recording, Rendition
from heard.apps.transcribing.actions import put_transcript
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.chapters import begin_chapter, end_chapter, name_chapter
from heard.apps.understanding.models import Chapter
from heard.apps.understanding.queries import chapters_of, meant_in
from heard.core.errors import BadInput, NotAllowed
from tests.cast import make_transcript
from tests.renditions import give_sound


@pytest.fixture
def told(story):
    return give_sound(story("Coal"), seconds=20.0)


@pytest.fixture
def with_two(told, ada):
    begin_chapter(told, "w1", "Who he is", by=ada)
    begin_chapter(told, "w19", "What was good", by=ada)
    return told


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def contents(html):
    part = html.partition("<story-contents>")[2].partition("</story-contents>")[0]
    return re.findall(r'<a href="(\?t=[\d.]+#w\d+)">.*?dir="auto">([^<]+)</span></a>', part, re.DOTALL)


def test_readers_see_them_in_order_and_each_leads_to_its_second(with_two):
    assert contents(read(Client(), with_two.get_absolute_url())) == [
        ("?t=0.0#w1", "Who he is"),
        ("?t=11.0#w19", "What was good"),
    ]


def test_a_story_without_any_has_no_contents(told):
    html = read(Client(), told.get_absolute_url())
    assert "contents-title" not in html
    assert 'kind="chapters"' not in html


def test_players_and_podcasts_get_them(with_two):
    assert 'kind="chapters"' in read(Client(), with_two.get_absolute_url())
    assert "00:00:11.000 --> " in read(Client(), reverse("player-chapters", args=[with_two.slug]))
    answer = Client().get(reverse("podcast-chapters", args=[with_two.slug]))
    assert answer.headers["Content-Type"] == "application/json+chapters"
    assert [one["startTime"] for one in json.loads(answer.content)["chapters"]] == [0.0, 11.0]
    feed = read(Client(), reverse("podcast"))
    assert re.search(r'<podcast:chapters [^>]*url="[^"]+chapters.json"', feed)
    assert 'type="application/json+chapters"' in feed


def test_a_podcast_names_none_where_there_are_none(told):
    assert "podcast:chapters" not in read(Client(), reverse("podcast"))
    assert Client().get(reverse("podcast-chapters", args=[told.slug])).status_code == 404
    assert [story.has_chapters for story in recordings_to_take()] == [False]


def test_they_follow_when_their_first_word_is_put_right(with_two, ben, cleo):
    sent = correcting.report(with_two, Sender(user=ben), Remark("replace", ("w19",), "Why was"))
    correcting.accept_unheard(sent, cleo)
    [_first, second] = chapters_of(with_two, transcript_of(with_two))
    assert second.word.text == "Why"
    assert second.start == pytest.approx(11.0)


def test_one_whose_beginning_is_hidden_is_told_to_nobody_but_who_looks_after_it(with_two, ada, browse):
    hide(with_two, Part((11.0, 11.5)), hand=Hand(ada))
    assert [title for _to, title in contents(read(Client(), with_two.get_absolute_url()))] == ["Who he is"]
    for address in ("player-chapters", "podcast-chapters"):
        assert "What was good" not in read(Client(), reverse(address, args=[with_two.slug]))
    desk = read(browse(ada), reverse("chapters", args=[with_two.slug]))
    assert "What was good" in desk
    assert "its first word is hidden, or gone" in desk


def test_a_podcast_that_leads_to_chapters_of_which_each_is_hidden_finds_none_there(told, ada):
    begin_chapter(told, "w1", "Who he is", by=ada)
    hide(told, Part((0.0, 0.5)), hand=Hand(ada))
    Rendition.objects.update(hides=Recording.objects.get(story=told).hides)  # the sound is made anew
    [address] = re.findall(r'<podcast:chapters [^>]*url="([^"]+)"', read(Client(), reverse("podcast")))
    assert address.endswith(reverse("podcast-chapters", args=[told.slug]))
    assert json.loads(read(Client(), reverse("podcast-chapters", args=[told.slug])))["chapters"] == []


def test_they_go_when_the_story_is_taken_back(with_two, ada):
    take_back(with_two, hand=Hand(ada))
    for address in ("player-chapters", "podcast-chapters"):
        assert Client().get(reverse(address, args=[with_two.slug])).status_code == 410


def test_who_looks_after_the_story_writes_them_and_nobody_else(told, browse, ada, ben, cleo, max_):
    desk = reverse("chapters", args=[told.slug])
    for who, status in ((ada, 302), (cleo, 302), (ben, 404), (max_, 404), (None, 404)):
        assert browse(who).post(desk, {"first": "w1", "title": "Who he is"}).status_code == status
    assert [row.by for row in Chapter.objects.all()] == [cleo]  # the same place once, under its last title
    row = Chapter.objects.get()
    for who in (ben, None):
        assert browse(who).post(reverse("chapter", args=[told.slug, row.pk]), {"do": "delete"}).status_code == 404
    with pytest.raises(NotAllowed):
        begin_chapter(told, "w1", "Mine", by=ben)


def test_a_title_is_written_by_people_and_short(told, ada, browse):
    for title in ("", "  ", "x" * 81):
        with pytest.raises(BadInput):
            begin_chapter(told, "w1", title, by=ada)
        answer = browse(ada).post(reverse("chapters", args=[told.slug]), {"first": "w1", "title": title})
        assert answer.status_code == 400
    for word in ("", "nothing", "gap-1"):
        with pytest.raises(BadInput):
            begin_chapter(told, word, "Here", by=ada)
    assert not Chapter.objects.exists()


def test_a_title_is_changed_and_a_chapter_taken_away(with_two, ada):
    first, second = Chapter.objects.order_by("start")
    name_chapter(first, "Hamid", by=ada)
    end_chapter(second, by=ada)
    assert [chapter.title for chapter in chapters_of(with_two, transcript_of(with_two))] == ["Hamid"]


def test_one_of_another_story_is_not_reached_through_this_one(with_two, story, browse, ada):
    other = story("Another")
    row = Chapter.objects.first()
    assert browse(ada).post(reverse("chapter", args=[other.slug, row.pk]), {"do": "delete"}).status_code == 404


def test_what_the_machine_proposes_is_on_the_desk_alone(story, browse, ada):
    parts = (
        "The bus to town is late and the driver waits. A ticket for the bus costs more than bread. " * 12,
        "The nurse on the ward spoke English. The doctor and the nurse wrote that I was confused. " * 12,
    )
    told = give_sound(story("Long", *(("S1", part) for part in parts)), seconds=20.0)
    desk = read(browse(ada), reverse("chapters", args=[told.slug]))
    assert "Where the machine would begin one" in desk
    page = read(Client(), told.get_absolute_url())
    assert "contents-title" not in page
    begin_chapter(told, re.search(r"\?first=(w\d+)", desk)[1], "On the ward", by=ada)
    assert len(contents(read(Client(), told.get_absolute_url()))) == 1


@pytest.mark.engine
def test_where_meaning_was_read_it_tells_too_as_long_as_the_words_are_as_they_were_read(told):
    assert meant_in(told, transcript_of(told)) == []
    catch_up()
    read_meanings(time.monotonic() + 60)
    told.refresh_from_db()
    read = meant_in(told, transcript_of(told))
    words = transcript_of(told).words
    assert read[0].at == 0
    assert read[-1].at + read[-1].size == len(words)
    assert {len(one.vector) for one in read} == {384}
    put_transcript(told, make_transcript(("S1", "The tea was good.")), revision=2)
    told.refresh_from_db()
    assert meant_in(told, transcript_of(told)) == []


@pytest.mark.engine
def test_a_gap_is_no_word_that_was_read(told, ada):
    hide(told, Part((0.9, 1.5), reason="names"), hand=Hand(ada))
    catch_up()
    read_meanings(time.monotonic() + 60)
    told.refresh_from_db()
    read = meant_in(told, transcript_of(told))
    assert read[-1].at + read[-1].size == sum(not word.is_gap for word in transcript_of(told).words)
    assert any(word.is_gap for word in transcript_of(told).words)
