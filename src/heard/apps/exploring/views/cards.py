"""The card of a story or of the network, to whoever shows a link to it elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from heard.apps.exploring.delivery import sent_card
from heard.apps.exploring.queries.cards import drawn_card, drawn_card_of_network


@require_safe
def card(request: HttpRequest, slug: str, stamp: str) -> HttpResponseBase:
    """What strangers may see, whoever asks. Another title or another permission gives it another address."""
    return sent_card(request, drawn_card(slug, stamp), stamp)


@require_safe
def network_card(request: HttpRequest, stamp: str) -> HttpResponseBase:
    return sent_card(request, drawn_card_of_network(stamp), stamp)
