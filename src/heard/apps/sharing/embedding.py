"""What other pages take in to show a player of ours, and how they find it out by themselves (oEmbed 1.0)."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from django.urls import reverse

from heard.web.addresses import whole_address

WIDTH, HEIGHT = 560, 320


def code_of(kind: str, name: str, title: str, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """One element, for a `kind` of page (moment, story). Nothing else is loaded from here."""
    source = whole_address(reverse(f"embed-{kind}", args=[name]))
    return (
        f'<iframe src="{source}" width="{width}" height="{height}" loading="lazy" '
        f'title="{escape(title)}" allow="fullscreen"></iframe>'
    )


def oembed_of(address: str) -> str:
    """Where a program asks how to show the page with this address."""
    return f"{whole_address(reverse('oembed'))}?{urlencode({'url': address, 'format': 'json'})}"
