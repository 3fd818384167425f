"""What search engines are told of, and which sites they are asked to leave out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from heard.apps.browsing import actions as collections
from heard.apps.correcting import actions as correcting
from heard.apps.correcting.actions import Remark, Sender
from heard.apps.exploring.queries import listed
from heard.apps.telling.actions import withdrawing
from heard.apps.telling.actions.consent import Hand

SITE = "https://stories.example.org"
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def _at_an_address_of_its_own(settings):
    settings.SITE_URL = SITE


def entries(client, address):
    """(address, when it changed) of everything in a list."""
    response = client.get(address)
    assert response["Content-Type"] == "application/xml"
    for entry in ET.fromstring(response.content):
        yield entry.findtext("m:loc", namespaces=MAP), entry.findtext("m:lastmod", namespaces=MAP)


def everything(client):
    """All addresses in all lists, as a search engine gathers them."""
    lists = [address.removeprefix(SITE) for address, _ in entries(client, "/sitemap.xml")]
    return {address.removeprefix(SITE): changed for one in lists for address, changed in entries(client, one)}


def test_robots_are_told_where_the_list_of_pages_is(browse, db):
    assert f"Sitemap: {SITE}/sitemap.xml" in browse(None).get("/robots.txt").content.decode().splitlines()


def test_every_page_in_the_lists_is_there_for_a_stranger(browse, story, cleo):
    told = story("Told", themes=("Respite",), place="Łódź")
    chosen = collections.make("Getting there", "", by=cleo)
    collections.add(chosen, told, by=cleo)
    collections.publish(chosen, by=cleo)
    client = browse(None)
    found = everything(client)
    assert {"/", "/explore/", "/about/", "/glossary/", "/reporters/ada-okafor/", "/stories/told/"} <= set(found)
    assert {"/themes/respite/", "/places/%C5%82%C3%B3d%C5%BA/", "/collections/getting-there/"} <= set(found)
    for path in found:
        response = client.get(path)
        assert (path, response.status_code) == (path, 200)
        assert f'<link rel="canonical" href="{SITE}{path}">' in response.content.decode()
        assert "X-Robots-Tag" not in response


@pytest.mark.parametrize("who", ["nobody", "ada", "cleo", "hana"])
def test_whoever_asks_it_is_what_strangers_may_see(browse, story, ada, cleo, hana, who):
    story("Told")
    story("A draft", published=False, themes=("Secrets",), place="Nowhere")
    story("For members", reach="members")
    collections.make("A draft too", "", by=cleo)
    found = everything(browse({"ada": ada, "cleo": cleo, "hana": hana}.get(who)))
    assert [path for path in found if path.startswith("/stories/")] == ["/stories/told/"]
    assert not [path for path in found if re.match("/(themes|places|collections)/.", path)]


def test_a_reporter_without_a_story_for_everybody_is_in_no_list(browse, story, ben):
    story("For members", reach="members")
    assert not [path for path in everything(browse(None)) if path.startswith("/reporters/a")]


def test_a_story_changed_when_its_words_were_put_right(browse, story, ada, cleo):
    told = story("Told")
    before = everything(browse(None))["/stories/told/"]
    assert before == told.published_at.isoformat(timespec="seconds")
    correcting.accept(correcting.report(told, Sender(user=ada), Remark("replace", ("w8",), "mine")), cleo)
    assert everything(browse(None))["/stories/told/"] > before


def test_the_very_next_list_is_without_a_story_that_was_taken_back(browse, story, ada):
    told = story("Told")
    client = browse(None)
    first = client.get("/sitemap-stories-0.xml")
    again = {"If-None-Match": first["ETag"]}
    assert client.get("/sitemap-stories-0.xml", headers=again).status_code == 304
    withdrawing.take_back(told, hand=Hand(ada))
    assert client.get("/sitemap-stories-0.xml", headers=again).status_code == 404
    assert "/stories/told/" not in everything(client)


def test_a_long_list_goes_on_in_another_and_no_story_moves_when_others_go(browse, story, ada, monkeypatch):
    monkeypatch.setattr(listed, "A_LIST", 2)
    told = [story(f"Told {number}") for number in range(4)]
    before = {row.slug: row.pk // 2 for row in told}
    withdrawing.take_back(told[0], hand=Hand(ada))
    client = browse(None)
    for number, _ in listed.lists_of_stories():
        found = [address.split("/")[-2] for address, _ in entries(client, f"/sitemap-stories-{number}.xml")]
        assert 0 < len(found) <= 2
        assert {before.pop(slug) for slug in found} == {number}
    assert list(before) == [told[0].slug]


ON_TRIAL = {
    "it says so": lambda settings, furnish: furnish(is_listed=False),
    "developers look into it": lambda settings, furnish: setattr(settings, "DEBUG", True),
    "it has no address of its own": lambda settings, furnish: setattr(settings, "SITE_URL", "http://127.0.0.1:8000"),
}


@pytest.mark.parametrize("why", ON_TRIAL)
def test_a_site_is_in_no_search_engine_when(browse, story, settings, furnish, why):
    told = story("Told")
    ON_TRIAL[why](settings, furnish)
    client = browse(None)
    for path in ("/", told.get_absolute_url(), "/sitemap.xml", "/no/such/page/", "/stories/told/captions.vtt"):
        assert client.get(path)["X-Robots-Tag"] == "noindex, nofollow"
    assert "Sitemap:" not in client.get("/robots.txt").content.decode()


def test_what_was_looked_for_is_no_page_of_its_own(browse, story):
    story("Told")
    client = browse(None)
    for path in ("/explore/?q=told", "/explore/?page=2"):
        html = client.get(path).content.decode()
        assert '<meta name="robots" content="noindex">' in html
        assert "canonical" not in html


def test_a_story_has_one_address_however_it_was_asked_for(browse, story):
    told = story("Told")
    client = browse(None)
    for query in ("", "?t=3", "?clean=1", "?utm_source=x"):
        html = client.get(told.get_absolute_url() + query).content.decode()
        assert re.findall('<link rel="canonical" href="([^"]+)">', html) == [f"{SITE}/stories/told/"]


def test_the_lists_are_dated_once_until_words_or_lists_change(story, ben, cleo, django_assert_num_queries):
    told = story("Told")
    [(number, before)] = listed.lists_of_stories()
    with django_assert_num_queries(2):
        assert listed.lists_of_stories() == [(number, before)]
    sent = correcting.report(told, Sender(user=ben), Remark("replace", ("w1",), "Hello"))
    correcting.accept_unheard(sent, cleo)
    [(_, after)] = listed.lists_of_stories()
    assert after > before
    withdrawing.take_back(told, hand=Hand(told.reporter))
    assert listed.lists_of_stories() == []
