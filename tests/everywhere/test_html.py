"""Every kind of page is valid HTML, names each part once, and leads to parts that are there. What is in it for
programs, addresses and values, has no white space around it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from heard.apps.telling.actions.linking import make_link
from tests.everywhere.examples import Examples

VNU = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"
_KEPT_OUT = ("/admin/", "/account/logout/")
_MOST = 2  # pages of a kind for each who looks
_EXACT = ("href", "src", "value", "action", "formaction", "poster", "cite", "content", "datetime", "id", "name")
_POINTS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list", "aria-owns")


class Page(HTMLParser):
    """The ids of a page, and what points to one: within it, and in others."""

    def __init__(self, at: str, html: str) -> None:
        super().__init__()
        self.at, self.html = at, html
        self.ids: Counter[str] = Counter()
        self.points: set[str] = set()
        self.links: set[tuple[str, str]] = set()
        self.loose: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.update([given["id"]] if "id" in given else [])
        exact = (value for name, value in given.items() if name in _EXACT or name.startswith("data-"))
        self.loose |= {f"<{tag} … {value!r}>" for value in exact if value != value.strip()}
        for name in _POINTS:
            self.points.update(given.get(name, "").split())
        if tag == "a" and "#" in (href := given.get("href", "")):
            whole = urlsplit(urljoin(self.at, href))
            self.links.add((whole.path, whole.fragment))


@pytest.fixture
def pages(world, visitor) -> dict[str, Page]:
    """Every kind of page, as a stranger, a reporter and the host see it, by who asks and for what."""
    for person in world.people.values():
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    token = make_link(world.stories["open"].people.get(), by=world.people["ada"])
    addresses = [*Examples(world).addresses(), reverse("yours", args=[token])]
    found: dict[str, Page] = {}
    for who in ("nobody", "ada", "host"):
        client, kinds = visitor(who), Counter[tuple[str, int]]()
        client.raise_request_exception = False
        for at in dict.fromkeys(addresses):
            if (kind := view_of(at)) and (page := seen(client, at, kinds, kind)):
                found[f"{who} {at}"] = page
    return found


def view_of(at: str) -> str | None:
    try:
        return None if at.startswith(_KEPT_OUT) else resolve(at).view_name
    except Resolver404:
        return None


def seen(client: Client, at: str, kinds: Counter[tuple[str, int]], kind: str) -> Page | None:
    if kinds[kind, 200] >= _MOST:
        return None
    response = client.get(at)
    kinds[kind, response.status_code] += 1
    is_new = kinds[kind, response.status_code] <= _MOST and response.status_code != 405
    if not is_new or response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return None
    return Page(at, response.content.decode()) if response.content else None


def test_every_kind_of_page_is_valid_and_whatever_points_to_a_part_finds_it(pages, tmp_path):
    """One test, since asking for all pages takes longer than looking at them."""
    assert len(pages) > 80
    assert _named_twice(pages) == {}
    assert _lost_parts(pages) == {}
    assert _dead_links(pages) == set()
    assert _loose(pages) == {}
    assert _what_the_checker_says(pages, tmp_path) == {}


def _named_twice(pages: dict[str, Page]) -> dict[str, list[str]]:
    return {at: names for at, page in pages.items() if (names := [id_ for id_, n in page.ids.items() if n > 1])}


def _loose(pages: dict[str, Page]) -> dict[str, set[str]]:
    return {at: page.loose for at, page in pages.items() if page.loose}


def _lost_parts(pages: dict[str, Page]) -> dict[str, set[str]]:
    return {at: names for at, page in pages.items() if (names := page.points - set(page.ids))}


def _dead_links(pages: dict[str, Page]) -> set[tuple[str, str, str]]:
    ids = defaultdict(set)
    for page in pages.values():
        ids[page.at] |= set(page.ids)
    return {
        (at, path, fragment)
        for at, page in pages.items()
        for path, fragment in page.links
        if fragment and (path == page.at or path in ids) and fragment not in ids[path]
    }


def _what_the_checker_says(pages: dict[str, Page], folder: Path) -> dict[str, tuple[str, str, str]]:
    """The faults that the Nu Html Checker of the W3C finds, each with one place."""
    if not VNU.exists() or shutil.which("java") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("There is no checker here: npm install, and apt install default-jre-headless")
    names = {}
    for number, (at, page) in enumerate(pages.items()):
        (folder / f"{number}.html").write_text(page.html)
        names[f"{number}.html"] = at
    checker = ["java", "-Xss1m", "-jar", VNU, "--errors-only", "--format", "json", "--exit-zero-always", folder]
    said = json.loads(subprocess.run(checker, capture_output=True, text=True, check=True).stderr)
    faults = sorted(
        (names[urlsplit(one["url"]).path.rpartition("/")[2]], one["message"], one.get("extract", "")[:150])
        for one in said["messages"]
    )
    return {fault[1]: fault for fault in reversed(faults)}
