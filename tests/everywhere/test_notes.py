"""Every address that the site makes, opened by somebody who has passed no content note: neither words of a story nor
its sound are met before the note. Every story of the world has one, and what its title tells is none of its words."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.everywhere.examples import Examples
from tests.everywhere.test_leaks import text_of
from tests.everywhere.world import marker

SAID = ("we met", "was cold", "a good day", "we saw")
BY_HAND = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "none", "Accept": "text/html,*/*;q=0.8"}
OLDER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ELSEWHERE = {**BY_HAND, "Sec-Fetch-Site": "cross-site"}
ASKED_BY = {
    "our own page": {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin", "Accept": "text/html"},
    "our own page in an older browser": {**OLDER, "Referer": "http://testserver/moments/x/"},
    "a player": {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "audio"},
    "a player elsewhere": {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "audio"},
    "captions": {"Sec-Fetch-Mode": "same-origin", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "track"},
    "a script": {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"},
    "a podcast program": {"Accept": "*/*", "User-Agent": "Podcasts/1.0"},
    "a program that says nothing": {},
}
FEEDS = {"feed", "podcast", "explore-feed", "reporter-feed", "theme-feed", "place-feed", "organisation-feed"}
FEEDS |= {"api-search", "api-moments", "api-moment", "api-collection"}
"""Their entries say the note before all else."""
OF_NO_STORY = {"place-picture-copy"}
"""What is an editor's, and shows a place as anybody may see it."""


class Unfolded(HTMLParser):
    """What a page shows before any content note in it is opened: its text, and where its links and players lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.depth, self.told = 0, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "details" and (self.depth or (given.get("class") == "content-note" and "open" not in given)):
            self.depth += 1
        if not self.depth:
            self.told += "".join(f" {value}" for value in given.values())

    def handle_endtag(self, tag):
        self.depth -= tag == "details" and self.depth > 0

    def handle_data(self, data):
        self.told += "" if self.depth else data


def meets(client: Client, address: str, headers: dict[str, str]) -> bool:
    """Whether somebody who opens this meets words or sound."""
    response = client.get(address, headers=headers)
    if response.status_code != 200:
        return False
    if response.headers["Content-Type"].startswith("text/html"):
        told = " ".join(Unfolded(response.content.decode()).told.split()).lower()
        return any(part in told for part in SAID) or "/media/" in told
    body = text_of(response).decode(errors="replace")
    return any(part in body for part in (*SAID, marker("open").lower() * 2))


def name_of(address: str) -> str:
    try:
        return str(resolve(address.partition("?")[0]).url_name)
    except Resolver404:
        return ""


@pytest.fixture
def addresses(world) -> list[str]:
    """All but those of stories that a stranger cannot see, and such as show no story."""
    examples = Examples(world)
    others = [story.get_absolute_url() for kind, story in world.stories.items() if kind not in ("open", "hidden")]
    skipped = ("/admin/", "/account/", *others)
    found = [*examples.addresses(), reverse("explore", query={"q": "lester"}), reverse("suggest", query={"q": "les"})]
    return [address for address in found if not address.startswith(skipped)]


@pytest.fixture
def with_a_place(visitor):
    """The browser of somebody who began to help, so that a place waits for their ear."""

    def browser(who: str) -> Client:
        client = visitor(who)
        client.post(reverse("help"))
        return client

    return browser


@pytest.mark.parametrize(("who", "headers"), [("nobody", BY_HAND), ("helper", ELSEWHERE)])
def test_nothing_is_met_before_the_note(addresses, with_a_place, who, headers):
    client = with_a_place(who)
    asked = [address for address in addresses if name_of(address) not in FEEDS | OF_NO_STORY]
    assert [address for address in asked if meets(client, address, headers)] == []


def test_all_of_it_is_met_past_the_note(world, addresses, with_a_place):
    """And so there was something that could be met."""
    client = with_a_place("helper")
    client.post(world.stories["open"].get_absolute_url(), {"always": ""})
    asked = [address for address in addresses if address.startswith(("/stories/", "/moments/", "/help/", "/explore/"))]
    met = {name_of(address) for address in asked if meets(client, address, BY_HAND)}
    assert met >= {
        "story", "captions", "transcript-file", "media", "share", "report", "check", "help", "explore",
    }  # fmt: skip


@pytest.mark.parametrize("asker", ASKED_BY)
def test_a_file_comes_to_whoever_asks_for_it_otherwise(world, asker):
    story = world.stories["open"]
    files = [reverse("media", args=[story.slug, "audio.opus"]), reverse("captions", args=[story.slug])]
    files += [reverse("transcript-file", args=[story.slug, "txt"]), reverse("podcast-chapters", args=[story.slug])]
    assert [Client().get(file, headers=ASKED_BY[asker]).status_code for file in files] == [200] * 4


@pytest.mark.parametrize("by_hand", [BY_HAND, ELSEWHERE, OLDER], ids=["by hand", "from elsewhere", "older browser"])
def test_a_file_that_is_opened_by_hand_leads_to_the_page_with_the_note(world, by_hand):
    story = world.stories["open"]
    line, moment = story.easy_lines.get(), story.moments.get()
    leads = {
        reverse("media", args=[story.slug, "audio.opus"]): story.get_absolute_url(),
        reverse("captions", args=[story.slug]): story.get_absolute_url(),
        reverse("transcript-file", args=[story.slug, "vtt"]): story.get_absolute_url(),
        reverse("captions-in", args=[story.slug, "cy"]): story.get_absolute_url(),
        reverse("transcript-file-in", args=[story.slug, "cy", "txt"]): story.get_absolute_url(),
        reverse("podcast-chapters", args=[story.slug]): story.get_absolute_url(),
        reverse("player-chapters", args=[story.slug]): story.get_absolute_url(),
        reverse("api-transcript", args=[story.slug, "txt"]): story.get_absolute_url(),
        reverse("easy-picture", args=[story.slug, line.pk]): reverse("easy", args=[story.slug]),
        reverse("cite-moment", args=[moment.code, "bib"]): moment.get_absolute_url(),
    }
    client = Client()
    assert {file: client.get(file, headers=by_hand).headers.get("Location") for file in leads} == leads
    client.post(story.get_absolute_url(), {"once": ""})
    assert {client.get(file, headers=by_hand).status_code for file in leads} == {200}
