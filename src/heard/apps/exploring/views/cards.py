"""The card of a story, to whoever shows a link to it elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from heard.apps.exploring.queries.cards import drawn_card


@require_safe
def card(request: HttpRequest, slug: str, stamp: str) -> HttpResponseBase:
    """What strangers may see, whoever asks. Another title or another permission gives it another address. Whoever kept
    it asks each time whether it is still there, so that a story that was taken back is gone at once."""
    png, etag = drawn_card(slug, stamp), f'"{stamp}"'
    headers = {"Cache-Control": "no-cache", "ETag": etag}
    response = HttpResponse(png, "image/png", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response
