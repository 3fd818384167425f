"""The card of a story, to whoever shows a link to it elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heard.apps.exploring.queries.cards import drawn_card

_FOR = 600  # seconds that others may keep it


@require_safe
def card(request: HttpRequest, slug: str, stamp: str) -> HttpResponse:
    """What strangers may see, whoever asks. Another title or another permission gives it another address."""
    return HttpResponse(drawn_card(slug, stamp), "image/png", headers={"Cache-Control": f"public, max-age={_FOR}"})
