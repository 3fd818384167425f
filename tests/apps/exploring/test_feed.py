"""The feed of the newest stories."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime

import feedparser
import pytest

from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.telling.actions.stories import unpublish_story

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def _titles(response):
    return [
        entry.findtext("a:title", namespaces=ATOM) for entry in ET.fromstring(response.content).findall("a:entry", ATOM)
    ]


def test_it_holds_the_newest_stories_with_their_addresses(browse, story):
    story("First")
    told = story("Second", summary="It went round & round.")
    response = browse(None).get("/stories.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert _titles(response) == ["Second", "First"]
    entry = ET.fromstring(response.content).find("a:entry", ATOM)
    assert entry.find("a:link", ATOM).get("href") == f"http://testserver{told.get_absolute_url()}"
    assert entry.findtext("a:summary", namespaces=ATOM) == "It went round & round."


def test_it_is_what_strangers_may_see_whoever_asks(browse, story, ada, cleo, hana):
    story("Told")
    story("A draft", published=False)
    story("For members", reach="members")
    for person in (None, ada, cleo, hana):
        assert _titles(browse(person).get("/stories.atom")) == ["Told"]


def test_nobody_keeps_a_page_without_asking_again(browse, story):
    story("Told")
    for address in ("/", "/explore/", "/stories/told/", "/stories.atom", "/nowhere/"):
        assert browse(None).get(address).headers["Cache-Control"] == "private, no-cache"


def read(response):
    """As a feed reader does; no fault in it."""
    told = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert not told.bozo, told.get("bozo_exception")
    return told


NASTY = (
    "Tom & Jerry",
    "a < b > c",
    "<b>bold</b> <script>alert(1)</script>",
    "]]> &amp; &lt;",
    "quoted \"so\" and 'so'",
    "bell \x07, form feed \x0c, escape \x1b",
    "noncharacter \uffff here",
    "\u202eevil",
    "👩🏽‍🦽 مرحبا",
)


@pytest.mark.parametrize("text", NASTY)
def test_whatever_people_write_arrives_as_text(browse, story, ada, text):
    ada.name = text
    ada.save()
    told = story("Told", summary=text)
    told.title = text
    told.save()
    [entry] = read(browse(None).get("/stories.atom")).entries
    plain = "".join(sign for sign in text if sign not in "\x07\x0c\x1b\uffff")
    assert entry.summary_detail.type == "text/plain"
    root = ET.fromstring(browse(None).get("/stories.atom").content)
    found = [root.findtext(f"a:entry/a:{name}", namespaces=ATOM) for name in ("title", "summary", "author/a:name")]
    assert found == [plain] * 3


def test_it_has_all_that_atom_asks_for(browse, story):
    for number in range(2):
        story(f"Story {number}")
    told = read(browse(None).get("/stories.atom"))
    assert told.version == "atom10"
    for one in (told.feed, *told.entries):
        assert one.id.startswith("http")
        assert one.title
        assert datetime.fromisoformat(one.updated).tzinfo
    assert len({entry.id for entry in told.entries}) == 2
    assert all(entry.author and entry.published for entry in told.entries)
    assert {link.rel for link in told.feed.links} >= {"self", "alternate"}
    assert told.feed.updated == max(entry.updated for entry in told.entries)


def test_an_entry_is_newer_when_its_words_were_put_right(browse, story, ada, cleo):
    told = story("Told")
    before = read(browse(None).get("/stories.atom")).entries[0]
    correcting.accept(correcting.report(told, Sender(user=ada), Remark("replace", ("w8",), "mine")), cleo)
    after = read(browse(None).get("/stories.atom")).entries[0]
    assert (after.published, after.id) == (before.published, before.id)
    assert after.updated > before.updated


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_copy_that_is_still_good_is_not_sent_again_and_one_that_is_not_is(browse, story, ada, encoding):
    told = story("Told")
    story("Another")
    client = browse(None)
    first = client.get("/stories.atom", headers={"Accept-Encoding": encoding})
    again = {"If-None-Match": first["ETag"], "Accept-Encoding": encoding}
    assert (client.get("/stories.atom", headers=again).status_code, "Last-Modified" in first) == (304, False)
    unpublish_story(told, by=ada)
    assert client.get("/stories.atom", headers=again).status_code == 200


def test_a_feed_without_stories_is_a_feed_and_stays_the_same(browse, db):
    first, second = (browse(None).get("/stories.atom") for _ in range(2))
    assert (read(first).entries, first["ETag"]) == ([], second["ETag"])


def test_the_stories_of_a_reporter_can_be_followed(browse, story, cleo):
    story("Ada’s")
    story("Ada’s draft", published=False)
    story("Cleo’s", by=cleo)
    client = browse(None)
    address = "/reporters/ada-okafor/feed.atom"
    assert f'type="application/atom+xml" href="{address}"' in client.get("/reporters/ada-okafor/").content.decode()
    told = read(client.get(address))
    assert [entry.title for entry in told.entries] == ["Ada’s"]
    assert (told.feed.title, told.feed.link) == ("Heard: Ada Okafor", "http://testserver/reporters/ada-okafor/")


@pytest.mark.parametrize("who", ["nobody", "ada", "cleo"])
def test_a_reporter_without_a_story_for_everybody_has_no_feed_whoever_asks(browse, story, ada, cleo, who):
    story("A draft", published=False)
    assert browse({"ada": ada, "cleo": cleo}.get(who)).get("/reporters/ada-okafor/feed.atom").status_code == 404
