"""The feed of the newest stories."""

from __future__ import annotations

import xml.etree.ElementTree as ET

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
