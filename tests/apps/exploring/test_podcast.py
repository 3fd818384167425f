"""The stories as a podcast: what programs need of it, and that nothing is in it that may not leave the site."""

from __future__ import annotations

import re
import struct
import uuid
import xml.etree.ElementTree as ET
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import heard
from heard.apps.exploring.stamps import NETWORK, STORY
from heard.apps.hiding.actions import Part, hide
from heard.apps.joining.models import User
from heard.apps.telling.actions import consent, holding, stories, withdrawing
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Recording, Rendition, Story, Voice
from heard.apps.transcribing.actions import put_transcript
from heard.apps.understanding.actions.chapters import begin_chapter
from heard.core.people.consent import Reach, Use
from heard.core.transcript.words import Transcript
from heard.web import kept
from tests.renditions import give_film, give_sound

SITE = "https://stories.example.org"
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
APPLE_PLAYS = {"audio/x-m4a", "audio/mpeg", "video/quicktime", "video/mp4", "video/x-m4v"}


@pytest.fixture(autouse=True)
def _at_an_address_of_its_own(settings, furnish):
    settings.SITE_URL = SITE
    furnish(name="Lesster Voices")


@pytest.fixture
def told(story):
    return give_sound(story("Told & heard", summary="It went <b>round</b> & round."), seconds=65.0)


def channel(client):
    response = client.get("/podcast.xml")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return ET.fromstring(response.content).find("channel")


def titles(client):
    return [item.findtext("title") for item in channel(client).findall("item")]


def one(parent, name):
    """The one element of this name."""
    [found] = parent.findall(name, NAMES)
    return found


# What programs need of it


def test_it_has_everything_that_apple_asks_of_a_podcast(browse, told):
    whole = channel(browse(None))
    for name in ("title", "description", "language", "itunes:author", "itunes:explicit", "itunes:image"):
        assert one(whole, name) is not None
    assert (whole.findtext("title"), whole.findtext("language")) == ("Lesster Voices", "en-gb")
    assert one(whole, "itunes:explicit").text in ("true", "false")
    assert one(whole, "itunes:category").get("text") == "Society & Culture"
    assert one(whole, "itunes:category/itunes:category").get("text") == "Personal Journals"
    assert one(whole, "atom:link").attrib == {"rel": "self", "href": f"{SITE}/podcast.xml"}
    item = one(whole, "item")
    assert item.findtext("title")
    enclosure = one(item, "enclosure")
    assert enclosure.get("type") in APPLE_PLAYS
    assert int(enclosure.get("length")) > 0
    assert parsedate_to_datetime(item.findtext("pubDate")) == told.published_at.replace(microsecond=0)


def test_its_picture_is_as_large_as_apple_asks_and_has_no_clear_parts(browse, told):
    address = one(channel(browse(None)), "itunes:image").get("href")
    assert address == f"{SITE}/static/icons/podcast-1400.png"
    data = (Path(heard.__file__).parent / "web" / address.removeprefix(f"{SITE}/")).read_bytes()
    width, height, depth, colours = struct.unpack(">IIBB", data[16:26])
    assert width == height
    assert 1400 <= width <= 3000
    assert (depth, colours) == (8, 2)  # RGB


def test_a_program_that_reads_podcasts_reads_it(browse, told):
    read = feedparser.parse(browse(None).get("/podcast.xml").content)
    assert (read.bozo, read.version) == (False, "rss20")
    [item] = read.entries
    assert (item.title, item.id) == ("Told & heard", f"{SITE}{told.get_absolute_url()}")
    assert item.itunes_duration == "65"
    assert item.author == "Ada Okafor"
    assert [found.href for found in item.enclosures] == [f"{SITE}{told.get_absolute_url()}media/audio.m4a"]


def test_what_people_wrote_stays_text(browse, told):
    item = one(channel(browse(None)), "item")
    assert "It went <b>round</b> & round." in item.findtext("description")


def test_the_sound_is_as_long_as_it_says_and_comes_in_parts(browse, told):
    client = browse(None)
    enclosure = one(channel(client), "item/enclosure")
    address, size = enclosure.get("url").removeprefix(SITE), int(enclosure.get("length"))
    assert client.head(address)["Content-Length"] == str(size)
    part = client.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{size}")
    assert len(client.get(address).getvalue()) == size


def test_each_story_names_its_words_in_two_formats(browse, told):
    client = browse(None)
    found = channel(client).findall("item/podcast:transcript", NAMES)
    assert [one.get("type") for one in found] == ["text/vtt", "application/x-subrip"]
    for transcript in found:
        response = client.get(transcript.get("url").removeprefix(SITE))
        assert (response.status_code, transcript.get("language")) == (200, "en")
        assert response["Content-Type"].startswith(transcript.get("type"))
        assert b"nothing was decided without us" in response.content


def test_a_story_without_words_names_none(browse, story):
    give_sound(story("No words", transcript=False))
    item = one(channel(browse(None)), "item")
    assert item.findall("podcast:transcript", NAMES) == []


def test_it_says_who_tells_and_who_gathered_it_as_readers_know_them(browse, told):
    told.people.update(name="Hamid Real", voice="S2")
    xml = browse(None).get("/podcast.xml").content.decode()
    assert "Hamid Real" not in xml
    Voice.objects.create(story=told, key="S2", name="Hamid")
    people = channel(browse(None)).findall("item/podcast:person", NAMES)
    assert [(one.text, one.get("role")) for one in people] == [("Hamid", "guest"), ("Ada Okafor", "reporter")]
    assert people[1].get("href") == f"{SITE}/reporters/ada-okafor/"


def test_what_may_be_hard_to_hear_is_said_first(browse, told):
    Story.objects.update(content_note="talks about a death", licence="CC BY-NC 4.0")
    item = one(channel(browse(None)), "item")
    assert item.findtext("description").startswith("Before you begin: talks about a death")
    licence = one(item, "podcast:license")
    assert (licence.text, licence.get("url")) == ("cc-by-nc-4.0", "https://creativecommons.org/licenses/by-nc/4.0/")


def test_a_film_whose_sound_stands_alone_is_sound_and_else_a_film(browse, story):
    give_film(story("Seen"))
    client = browse(None)
    assert one(channel(client), "item/enclosure").get("type") == "video/mp4"
    film = Rendition.objects.get(name="video.mp4")
    Rendition.objects.create(
        recording=film.recording, name="audio.m4a", path=film.path, media_type="audio/mp4", size=film.size
    )
    assert one(channel(client), "item/enclosure").get("type") == "audio/x-m4a"


def test_it_is_known_by_the_same_name_wherever_it_is_listed(browse, told):
    whole = channel(browse(None))
    namespace = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    assert one(whole, "podcast:guid").text == str(uuid.uuid5(namespace, "stories.example.org/podcast.xml"))
    assert one(whole, "podcast:locked").text == "yes"


def test_every_page_leads_to_it(browse, told):
    for path in ("/", told.get_absolute_url()):
        html = browse(None).get(path).content.decode()
        assert re.search(r'type="application/rss\+xml"[^>]*href="/podcast.xml"', html)
    assert 'href="/podcast.xml"' in browse(None).get("/how-it-works/").content.decode()


# What is in it


def test_it_holds_what_can_be_played_the_newest_first(browse, story):
    give_sound(story("First"))
    story("Words alone")
    give_sound(story("Second"))
    assert titles(browse(None)) == ["Second", "First"]


def test_whoever_asks_it_is_what_strangers_may_see(browse, story, ada, cleo, hana):
    give_sound(story("Told"))
    give_sound(story("A draft", published=False))
    give_sound(story("For members", reach="members"))
    for person in (None, ada, cleo, hana):
        assert titles(browse(person)) == ["Told"]


def _say_no(told, use, ada):
    consent.record_consent(told.people.get(), {use: False}, hand=Hand(ada))


ENDS = {
    "it is taken back": lambda told, ada: withdrawing.take_back(told, hand=Hand(ada)),
    "somebody in it says no": lambda told, ada: _say_no(told, Use.PUBLISH, ada),
    "somebody in it wants no copies": lambda told, ada: _say_no(told, Use.PODCAST, ada),
    "it is hidden over a concern": lambda told, ada: holding.hold_story(told, by=None, why="", until_looked=True),
    "it is for members alone": lambda told, ada: stories.choose_audience(
        told, {"reach": Reach.MEMBERS}, by=ada, readers=[]
    ),
    "it is made private": lambda told, ada: stories.make_private(told, by=ada),
    "its sound is being made anew": lambda told, ada: hide(told, Part((1.0, 3.0)), hand=Hand(ada)),
}


@pytest.mark.parametrize("end", ENDS)
def test_the_very_next_program_that_asks_gets_nothing_of_it_when(end, browse, told, ada):
    client = browse(None)
    first = client.get("/podcast.xml")
    again = {"If-None-Match": first["ETag"]}
    unchanged = client.get("/podcast.xml", headers=again)
    assert (unchanged.status_code, unchanged.content, "Last-Modified" in first) == (304, b"", False)
    ENDS[end](told, ada)
    after = client.get("/podcast.xml", headers=again)
    assert (after.status_code, told.slug in after.content.decode()) == (200, False)


def test_a_site_on_trial_asks_not_to_be_listed(browse, told, furnish):
    assert channel(browse(None)).findall("itunes:block", NAMES) == []
    furnish(is_listed=False)
    assert one(channel(browse(None)), "itunes:block").text == "Yes"


def test_a_long_podcast_asks_as_few_questions_as_a_short_one(browse, story, django_assert_max_num_queries):
    for number in range(3):
        give_sound(story(f"Story {number}"))
    with django_assert_max_num_queries(7):
        assert len(titles(browse(None))) == 3


def test_a_program_that_has_it_already_costs_one_question_and_so_does_another_one(
    browse, told, django_assert_num_queries
):
    client = browse(None)
    first = client.get("/podcast.xml")
    with django_assert_num_queries(1):
        again = client.get("/podcast.xml", headers={"If-None-Match": first["ETag"]})
    with django_assert_num_queries(1):
        whole = client.get("/podcast.xml")
    assert (again.status_code, whole.content) == (304, first.content)


CHANGES = {
    "a title": lambda told: Story.objects.filter(pk=told.pk).update(title="Another title"),
    "a content note": lambda told: Story.objects.filter(pk=told.pk).update(content_note="It is sad."),
    "a reporter's name": lambda told: User.objects.filter(pk=told.reporter_id).update(name="Ada Anew"),
    "a voice": lambda told: told.people.update(voice=Voice.objects.create(story=told, key="S2", name="Mo").key),
    "a copy": lambda told: Rendition.objects.filter(recording__story=told).update(size=77),
    "a length": lambda told: Recording.objects.filter(story=told).update(duration=7.0),
    "chapters": lambda told: begin_chapter(told, "w1", "The beginning", by=told.reporter),
    "words": lambda told: put_transcript(told, Transcript(()), revision=2),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_told_to_the_very_next_program(change, browse, told):
    client = browse(None)
    first = client.get("/podcast.xml")
    CHANGES[change](told)
    after = client.get("/podcast.xml", headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert after.content != first.content


def test_it_reads_no_table_that_puts_no_stamp_on_a_story(browse, told):
    kept.SHELF.clear()
    with CaptureQueriesContext(connection) as asked:
        browse(None).get("/podcast.xml")
    tables = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(one["sql"] for one in asked)))
    named = {trigger.table for trigger in (*STORY.triggers, *NETWORK.triggers)} | {STORY.table, NETWORK.table}
    assert tables - named == {"correcting_tally"}  # which the database counts from the words of the story
    assert {"telling_rendition", "understanding_chapter"} <= tables


def test_an_empty_podcast_is_one_and_stays_the_same(browse, db):
    first, second = (browse(None).get("/podcast.xml") for _ in range(2))
    assert first["ETag"] == second["ETag"]
    assert feedparser.parse(first.content).bozo is False


def test_where_words_may_not_be_downloaded_it_leads_to_the_captions_alone(client, story, ada):
    told = give_sound(story("Coal"))
    _say_no(told, Use.EXPORT, ada)
    found = channel(client).findall("item/podcast:transcript", NAMES)
    assert [one.get("url") for one in found] == [f"{SITE}/stories/coal/captions.vtt"]
