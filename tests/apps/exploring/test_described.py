"""What other sites and programs are told of a story."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.hiding.actions import Part, hide
from heard.apps.sharing.actions import share
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import Story, Voice
from heard.core.formats import schema_org
from tests.renditions import give_film, give_sound

SITE = "https://stories.example.org"


class Head(HTMLParser):
    """What a page tells programs: `data` by schema.org, `meta` by name or property."""

    def __init__(self, html):
        super().__init__()
        self.data, self.meta, self.links, self._inside = [], {}, {}, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self._inside = tag == "script" and given.get("type") == "application/ld+json"
        if tag == "meta":
            self.meta[given.get("property") or given.get("name")] = given.get("content")
        if tag == "link":
            self.links[given["rel"]] = given["href"]

    def handle_data(self, data):
        if self._inside:
            self.data.append(json.loads(data))

    def handle_endtag(self, tag):
        self._inside = False


@pytest.fixture(autouse=True)
def _at_an_address_of_its_own(settings, furnish):
    settings.SITE_URL = SITE
    furnish(name="Lesster Voices")


@pytest.fixture
def told(story):
    """A story whose storyteller is heard under a name."""
    how = {"summary": "How it was.", "place": "Glenfield", "themes": ("Respite",), "licence": "CC BY 4.0"}
    told = give_sound(story(told_on=date(2026, 3, 1), **how), seconds=65.0)
    told.people.update(voice="S2")
    Voice.objects.create(story=told, key="S2", name="Hamid")
    return told


def read(client, story):
    return Head(client.get(story.get_absolute_url()).content.decode())


def test_a_recording_is_described_with_its_words_its_length_and_its_people(browse, told):
    [found] = read(browse(None), told).data
    address = f"{SITE}{told.get_absolute_url()}"
    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["@id"], found["url"]) == ("AudioObject", address, address)
    assert (found["name"], found["description"], found["inLanguage"]) == (told.title, "How it was.", "en")
    assert (found["duration"], found["encodingFormat"]) == ("PT1M5S", "audio/mp4")
    assert found["contentUrl"] == f"{address}media/audio.m4a"
    assert found["caption"]["contentUrl"] == f"{address}captions.vtt"
    assert datetime.fromisoformat(found["datePublished"]) == told.published_at
    assert found["dateCreated"] == "2026-03-01"
    assert found["creator"] == [{"@type": "Person", "name": "Hamid"}]
    assert found["contributor"] == {"@type": "Person", "name": "Ada Okafor", "url": f"{SITE}/reporters/ada-okafor/"}
    assert found["publisher"] == {"@type": "Organization", "name": "Lesster Voices", "url": f"{SITE}/"}
    assert found["contentLocation"] == {"@type": "Place", "name": "Glenfield"}
    assert (found["keywords"], found["license"]) == (["Respite"], "https://creativecommons.org/licenses/by/4.0/")
    assert "coal production" in found["transcript"]


def test_a_film_is_described_with_its_size(browse, story):
    [found] = read(browse(None), give_film(story(), seconds=4.0)).data
    assert (found["@type"], found["width"], found["height"]) == ("VideoObject", 320, 180)
    assert (found["encodingFormat"], found["duration"]) == ("video/mp4", "PT4S")
    assert found["uploadDate"] == found["datePublished"]


def test_where_there_is_nothing_to_play_the_words_are_described(browse, story):
    [found] = read(browse(None), story()).data
    assert found["@type"] == "CreativeWork"
    assert "coal production" in found["text"]
    assert "contentUrl" not in found


def test_somebody_who_is_heard_under_no_name_is_named_nowhere(browse, story):
    head = read(browse(None), give_sound(story(storyteller="Hamid Real")))
    assert "creator" not in head.data[0]
    assert "Hamid Real" not in str((head.data, head.meta))


def test_everything_in_it_follows_at_once(browse, told, ada, cleo):
    client = browse(None)
    before = read(client, told).data[0]["transcript"]
    correcting.accept(correcting.report(told, Sender(user=ada), Remark("replace", ("w8",), "ours")), cleo)
    after = read(client, told).data[0]["transcript"]
    assert after != before
    hide(told, Part((1.0, 3.0)), hand=Hand(ada))
    hidden = read(client, told).data[0]
    assert hidden.get("transcript", hidden.get("text")) not in (before, after)
    assert "contentUrl" not in hidden  # until the sound is made anew
    Voice.objects.update(name="H.")
    assert read(client, told).data[0]["creator"][0]["name"] == "H."


def test_whoever_is_signed_in_gets_a_page_that_tells_programs_nothing(browse, told, ada, max_):
    for person in (ada, max_):
        head = read(browse(person), told)
        assert head.data == []
        assert head.meta["robots"] == "noindex"
        assert not [name for name in head.meta if name and name.startswith("og:")]


def test_nothing_is_told_of_a_story_that_strangers_may_not_see(browse, told, ada):
    Story.objects.filter(pk=told.pk).update(state="draft")
    assert b"ld+json" not in browse(None).get(told.get_absolute_url()).content
    assert b"ld+json" not in browse(ada).get(told.get_absolute_url()).content


def test_other_sites_are_told_what_they_show_of_a_link(browse, told):
    head = read(browse(None), told)
    assert "robots" not in head.meta
    assert (head.meta["og:title"], head.meta["og:description"]) == (told.title, "How it was.")
    assert head.meta["og:url"] == head.links["canonical"] == f"{SITE}{told.get_absolute_url()}"
    assert head.meta["og:audio"] == f"{SITE}{told.get_absolute_url()}media/audio.m4a"
    assert head.meta["og:audio:type"] == "audio/mp4"
    assert head.meta["og:image"].startswith(f"{SITE}/static/icons/")
    assert head.meta["og:site_name"] == "Lesster Voices"
    assert head.meta["twitter:card"] == "summary"


def test_the_picture_of_a_film_is_told_too(browse, story):
    head = read(browse(None), give_film(story()))
    assert head.meta["og:video"].endswith("/media/video.mp4")
    assert (head.meta["og:type"], head.meta["og:video:width"]) == ("video.other", "320")


def test_words_cannot_leave_the_element_that_they_stand_in(browse, story):
    wicked = "</script><script>alert(1)</script><!--"
    told = story("Wicked", ("S1", f"He said {wicked} to me & you."), summary=wicked)
    html = browse(None).get(told.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    [found] = Head(html).data
    assert wicked in found["text"]
    assert found["description"] == wicked


def test_a_moment_is_a_quotation_of_its_story(browse, told):
    moment = share(told, "w6", "w8", revision=1)
    [found] = Head(browse(None).get(moment.get_absolute_url()).content.decode()).data
    assert (found["@type"], found["@id"]) == ("Quotation", f"{SITE}{moment.get_absolute_url()}")
    assert found["isPartOf"]["@id"] == f"{SITE}{told.get_absolute_url()}"
    assert found["text"]


def test_lengths_are_written_as_the_standard_asks():
    lengths = {0: "PT0S", 5: "PT5S", 60: "PT1M", 65.4: "PT1M5S", 3600: "PT1H", 3725: "PT1H2M5S"}
    assert {seconds: schema_org.duration(seconds) for seconds in lengths} == lengths


def test_what_nobody_said_is_not_written():
    told = schema_org.Told(
        *("https://x.example/s/", "Told", "", "en", "Words.", [], ("Ada", "https://x.example/ada/")),
        schema_org.Network("X", "https://x.example/"),
        published=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    )
    found = schema_org.of_story(told)
    assert {"description", "creator", "license", "contentLocation", "keywords", "duration"}.isdisjoint(found)
    assert found["datePublished"] == "2026-03-01T09:00:00+00:00"
