"""What other sites and programs are told of a story: by the page that strangers get, and by nothing else."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from heard.apps.exploring.player import Player
from heard.apps.exploring.queries.cards import card_address
from heard.apps.exploring.told import told_of
from heard.apps.telling.models import Story
from heard.core.formats import schema_org
from heard.core.transcript.words import Transcript
from heard.web.addresses import whole_address


def described(
    request: HttpRequest, story: Story, transcript: Transcript | None, player: Player | None
) -> dict[str, Any]:
    """For the page of a story. Whoever is signed in may see more than everybody, so their page tells nothing."""
    if request.user.is_authenticated:
        return {}
    told = told_of(story, transcript, player)
    return {
        "told": told,
        "linked_data": schema_org.written(schema_org.of_story(told)),
        "oembed": f"{whole_address(reverse('oembed'))}?{urlencode({'url': told.address, 'format': 'json'})}",
        "card": card_address(story),
        "sign": whole_address(static("icons/icon-512.png")),
    }
