"""Whole addresses: where a page is found by somebody who is not on this site."""

from __future__ import annotations

from django.conf import settings


def whole_address(path: str) -> str:
    """The one address of a page, whatever name the server was asked by."""
    return f"{settings.SITE_URL}{path}"
