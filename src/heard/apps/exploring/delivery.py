"""The bytes of a card, to whoever shows a link elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


def sent_card(request: HttpRequest, png: bytes, stamp: str) -> HttpResponseBase:
    """Whoever kept it asks each time whether it is still there, so that what was taken back is gone at once."""
    etag = f'"{stamp}"'
    response = HttpResponse(png, "image/png", headers={"Cache-Control": "no-cache", "ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response
