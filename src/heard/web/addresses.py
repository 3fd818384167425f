"""Whole addresses: where a page is found by somebody who is not on this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from heard.web.network import network

_HERE = ("127.0.0.1", "::1", "localhost")


def whole_address(path: str) -> str:
    """The one address of a page, whatever name the server was asked by."""
    return f"{settings.SITE_URL}{path}"


def is_listed() -> bool:
    """Whether search engines may list the site: one on trial, one that developers look into, and one without an address
    of its own are in no list."""
    has_address = urlsplit(str(settings.SITE_URL)).hostname not in _HERE
    return network().is_listed and has_address and not settings.DEBUG
