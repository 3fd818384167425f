"""The card of a moment, to whoever shows a link to it elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from heard.apps.exploring.delivery import sent_card
from heard.apps.sharing.queries import drawn_card


@require_safe
def card(request: HttpRequest, code: str, stamp: str) -> HttpResponseBase:
    """What strangers may see and quote, whoever asks."""
    return sent_card(request, drawn_card(code, stamp), stamp)
