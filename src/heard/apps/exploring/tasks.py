"""What the worker does for Explore: index what changed, tell people what is new in the searches that they keep, draw
cards for pages elsewhere, read what stories mean, and look which are related."""

from __future__ import annotations

import time

from heard.apps.exploring.actions import tell_of_new
from heard.apps.exploring.models import Card, NetworkCard
from heard.apps.exploring.queries.cards import card_of, card_of_network, cards_due, cards_of_nobody
from heard.apps.exploring.search import catch_up, read_meanings, relate
from heard.core.quoting.cards import Card as Drawing
from heard.media.cards import Fonts, draw
from heard.web.built import STATIC

SECONDS_A_ROUND = 10.0  # a recording that waits is not kept waiting longer
_CARDS = 20  # in one round
_FONTS = STATIC / "vendor"


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    while catch_up():
        pass
    tell_of_new()
    draw_cards()
    over = time.monotonic() + SECONDS_A_ROUND
    read_meanings(over)
    relate(over)


def draw_cards() -> None:
    """Those of stories that changed, where anything on them is another; those that nobody may see any more go."""
    _draw_card_of_network()
    cards_of_nobody().delete()
    for story in cards_due()[:_CARDS]:
        card = card_of(story)
        known = Card.objects.filter(story=story, stamp=card.stamp).update(made_of=story.stamp.value)
        if not known:
            made = {"made_of": story.stamp.value, "stamp": card.stamp, "png": drawn(card)}
            Card.objects.update_or_create(story=story, defaults=made)


def _draw_card_of_network() -> None:
    card = card_of_network()
    if not NetworkCard.objects.filter(stamp=card.stamp).exists():
        made = {"stamp": card.stamp, "png": drawn(card)}
        NetworkCard.objects.update_or_create(pk=1, defaults=made)


def drawn(card: Drawing) -> bytes:
    return draw(card, Fonts(_FONTS))
