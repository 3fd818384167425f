"""Old addresses as they are compared: without the site, and however they end."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from heard.core.errors import BadInput

LONGEST = 400


def plain_address(text: str) -> str:
    """The path of an address, with what follows a question mark. Raises BadInput for what leads to no page."""
    parts = urlsplit(text if "://" in text or text.startswith("/") else f"/{text}")
    path = unquote(parts.path).rstrip("/")
    found = f"{path}?{parts.query}" if parts.query else path
    if not found or len(found) > LONGEST or "\0" in found:
        raise BadInput("“%(text)s” is no address of a page.", code="no-address", field="old", text=text[:60])
    return found
