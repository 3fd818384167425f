"""The lists of pages that search engines ask for, as XML (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.http import HttpResponse

from heard.web.addresses import whole_address

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000
"""No list may be longer."""
Entry = tuple[str, datetime | None]
"""Where a page is, and when it changed last, if that is known."""


def list_of_pages(entries: Iterable[Entry]) -> HttpResponse:
    return _written("urlset", "url", entries)


def list_of_lists(entries: Iterable[Entry]) -> HttpResponse:
    return _written("sitemapindex", "sitemap", entries)


def _written(kind: str, item: str, entries: Iterable[Entry]) -> HttpResponse:
    root = ET.Element(kind, xmlns=_NAMESPACE)
    for path, changed in islice(entries, _MOST):
        entry = ET.SubElement(root, item)
        ET.SubElement(entry, "loc").text = whole_address(path)
        if changed:
            ET.SubElement(entry, "lastmod").text = changed.isoformat(timespec="seconds")
    return HttpResponse(ET.tostring(root, "utf-8", xml_declaration=True), "application/xml")
