"""The lists of pages that search engines ask for (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from heard.apps.exploring.queries import listed
from heard.web.addresses import whole_address

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000
"""No list may be longer."""
_PAGES = (
    "home",
    "explore",
    "reporters",
    "glossary",
    "about",
    "how-we-moderate",
    "how-agreement-works",
    "what-we-keep",
)
Entry = tuple[str, datetime | None]


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """The lists that there are: one of pages, and as many of stories as are needed."""
    lists = [(reverse("sitemap-stories", args=[number]), changed) for number, changed in listed.lists_of_stories()]
    return _written("sitemapindex", "sitemap", [(reverse("sitemap-pages"), None), *lists])


@require_safe
@conditional_page
def pages(request: HttpRequest) -> HttpResponse:
    return _written("urlset", "url", islice(_pages(), _MOST))


def _pages() -> Iterator[Entry]:
    yield from ((reverse(name), None) for name in _PAGES)
    for slug, newest in listed.reporters_listed():
        yield reverse("reporter", args=[slug]), newest


@require_safe
@conditional_page
def stories(request: HttpRequest, number: int) -> HttpResponse:
    found = listed.stories_in_list(number)
    if not found:
        raise Http404
    return _written("urlset", "url", ((reverse("story", args=[slug]), changed) for slug, changed in found))


def _written(kind: str, item: str, entries: Iterable[Entry]) -> HttpResponse:
    root = ET.Element(kind, xmlns=_NAMESPACE)
    for path, changed in entries:
        entry = ET.SubElement(root, item)
        ET.SubElement(entry, "loc").text = whole_address(path)
        if changed:
            ET.SubElement(entry, "lastmod").text = changed.isoformat(timespec="seconds")
    return HttpResponse(ET.tostring(root, "utf-8", xml_declaration=True), "application/xml")
