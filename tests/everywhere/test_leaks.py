"""A crawler as every kind of viewer asks for every address that the site makes, and for every link it finds there.

Each story is planted with a marker of its own, in everything that is kept about it. No marker may reach anybody who may
not have it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from heard.apps.connecting.actions.tokens import Wanted, make_token
from heard.apps.conversing import tasks as conversing
from heard.apps.conversing.models import Notice
from heard.apps.moving.actions.exporting import export_site
from tests.everywhere.examples import Examples
from tests.everywhere.world import EVERYBODYS, KINDS, NOBODYS, World, marker


class Crawler:
    """One viewer's browser. `leaks` says where a marker was found that they may not have, `seen` all that was found."""

    def __init__(self, client: Client, allowed: set[str]) -> None:
        self.client, self.client.raise_request_exception = client, False
        self.forbid_all_but(allowed)
        self.leaks: list[str] = []
        self.seen = 0
        self._asked: set[str] = set()

    def forbid_all_but(self, allowed: set[str]) -> None:
        self.forbidden = {kind: marker(kind).lower().encode() for kind in KINDS if kind not in allowed}
        self.own = [marker(kind).lower().encode() for kind in allowed]

    def crawl(self, addresses: Iterator[str]) -> None:
        waiting = list(addresses)
        while waiting:
            address = waiting.pop()
            if address not in self._asked:
                self._asked.add(address)
                waiting += self._found(address, self.ask("get", address))

    def ask(self, method: str, address: str, *data: dict[str, str], **headers: str) -> bytes:
        response = getattr(self.client, method)(address, *data, headers=headers)
        content = text_of(response)
        assert response.status_code < 500, address
        self.seen += any(own in content for own in self.own)
        self.leaks += [f"{method} {address}: {kind}" for kind, secret in self.forbidden.items() if secret in content]
        return content

    def _found(self, address: str, content: bytes) -> list[str]:
        links = re.findall(rb'(?:href|src|action)="([^"]+)"', content)
        whole = (urljoin(address, link.decode().replace("&amp;", "&")).split("#")[0] for link in links)
        return [_unsorted(link) for link in whole if _is_ours(link)]

    def poke(self, world: World) -> None:
        """Send what anybody may send, about words that somebody may have guessed."""
        for story in world.stories.values():
            about = {"kind": "wrong", "words": "w5", "base": "1", "text": "x", "first": "w5", "last": "w5"}
            for name in ("correct", "report", "check", "comments", "story-help", "experienced", "hide"):
                self.ask("post", reverse(name, args=[story.slug]), about)
            self.ask("post", reverse("ask"), {"text": "what", "story": story.slug, "words": "w5", "start": "2"})
            report = {"story": story.slug, "words": ["w5"], "kind": "wrong", "base": 1}
            self.client.post(reverse("api-corrections"), report, content_type="application/json")
            media = reverse("media", args=[story.slug, "audio.opus"])
            self.ask("get", media, Range="bytes=0-50")
            self.ask("get", media, **{"If-None-Match": "*"})

    def go_past_notes(self, world: World, examples: Examples) -> None:
        """And ask for what lies behind them."""
        for story in world.stories.values():
            self.ask("post", story.get_absolute_url(), {"once": ""})
        for address in examples.addresses():
            if address.startswith("/stories/"):
                self.ask("get", address)


def text_of(response: HttpResponseBase) -> bytes:
    """All that arrives, in small letters, with what is packed unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(content))
        content = b" ".join(package.read(name) for name in package.namelist())
    said = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return (said.encode() + b" " + content).lower()


def _unsorted(link: str) -> str:
    """The lists of the admin lead to themselves in any order, by each column after each other, without end; the page of
    all parts leads to itself in every look beside every other."""
    return link.split("?")[0] if link.startswith(("/admin/", "/design/")) else link


def _is_ours(link: str) -> bool:
    parts = urlsplit(link)
    skipped = ("/static/", "/cms/", "/account/logout", "/account/login", "/account/signup")
    return not parts.netloc and parts.path.startswith("/") and not parts.path.startswith(skipped)


# What each may have

VIEWERS = {
    "nobody": EVERYBODYS,
    "helper": EVERYBODYS,
    "reporter": EVERYBODYS,
    "former": EVERYBODYS,
    "member": EVERYBODYS | {"group"},
    "named": EVERYBODYS | {"named"},
    "host": set(KINDS) - NOBODYS,
}


@pytest.fixture
def crawler(world, visitor) -> Callable[[str], Crawler]:
    return lambda who: Crawler(visitor(who), VIEWERS[who])


@pytest.mark.parametrize("who", VIEWERS)
def test_no_marker_reaches_anybody_who_may_not_have_it(world, crawler, who):
    visit, examples = crawler(who), Examples(world)
    visit.poke(world)
    visit.crawl(iter([*examples.addresses(), *examples.searches()]))
    visit.go_past_notes(world, examples)
    assert visit.leaks == []
    assert visit.seen > 10  # there is something that could leak


@pytest.mark.parametrize("who", [who for who in VIEWERS if who != "nobody"])
def test_no_marker_reaches_a_program_whose_person_may_not_have_it(world, crawler, who):
    """The same of a program with their token, in whatever is told to programs."""
    visit, examples = crawler("nobody"), Examples(world)
    visit.forbid_all_but(VIEWERS[who])
    secret = make_token(Wanted("A test", ("read", "report"), 30), by=world.people[who])[1]
    every = [*examples.addresses(), *examples.searches()]
    for address in (address for address in every if address.startswith("/api/")):
        visit.ask("get", address, Authorization=f"Bearer {secret}")
    assert visit.leaks == []
    assert visit.seen > 10


def test_what_a_private_link_showed_is_gone_when_it_has_run_out(world, crawler):
    """Somebody who once had it in their browser asks for all of it again."""
    visit = crawler("nobody")
    rooms = (
        "captions",
        "uses",
        "name",
        "sign",
        "take-back",
        "bring-back",
        "tell",
        "report",
        "correct",
        "concern",
        "hide",
    )
    names = ("yours", *(f"yours-{room}" for room in rooms))
    for token, name, method in product(world.tokens, names, ("get", "post")):
        visit.ask(method, reverse(name, args=[token]))
    assert visit.leaks == []


def test_no_letter_tells_of_a_story_that_is_not_everybodys(world):
    """Neither its title nor its address, which is made of the title: letters lie about, even those to its reporter."""
    for person, kind, story in product(world.people.values(), Notice.Kind.values, world.stories.values()):
        Notice.objects.create(person=person, kind=kind, key=f"story:{kind}:{story.pk}", story=story)
        path = story.get_absolute_url()
        Notice.objects.create(person=person, kind=kind, key=f"path:{kind}:{story.pk}", path=path)
    conversing.send_mail()
    private = {kind: story.slug for kind, story in world.stories.items() if kind not in EVERYBODYS | {"hidden"}}
    assert len(mail.outbox) == len(world.people)
    for letter in mail.outbox:
        said = f"{letter.subject} {letter.body} {letter.extra_headers}".lower()
        assert f"/stories/{world.stories['open'].slug}/" in said
        assert [kind for kind, slug in private.items() if marker(kind).lower() in said or f"/{slug}/" in said] == []


def test_nothing_of_an_erased_story_is_left_anywhere(world):
    """Not in any table, and not on the disk."""
    secret = marker("erased").lower()
    rows = [row for model in apps.get_models() for row in model._base_manager.values()]
    assert [row for row in rows if secret in str(row).lower()] == []
    files = [path for path in world.media.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if secret in path.read_bytes().decode(errors="replace").lower()] == []


def test_a_network_that_leaves_takes_along_what_is_everybodys_and_nothing_else(world, tmp_path):
    """In no file, and in no name of one: not even in what was left out."""
    export_site(tmp_path / "gone", by=world.people["host"])
    files = [place for place in (tmp_path / "gone").rglob("*") if place.is_file()]
    told = {place: f"{place.relative_to(tmp_path)} {place.read_bytes().decode(errors='replace')}" for place in files}
    secrets = {kind: marker(kind).lower() for kind in set(KINDS) - EVERYBODYS}
    found = {
        (place.name, kind) for place, text in told.items() for kind, secret in secrets.items() if secret in text.lower()
    }
    assert found == set()
    assert sum(marker("open") in text for text in told.values()) > 5
    whole = " ".join(told.values())
    assert [user.email for user in world.people.values() if user.email in whole] == []
