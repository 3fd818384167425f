"""The cards of stories and of the network, for pages elsewhere. What is of a story starts from what a stranger may see
now, and may quote."""

from __future__ import annotations

from math import sin

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import override

from heard.apps.exploring.models import Card as CardRow
from heard.apps.exploring.models import NetworkCard
from heard.apps.telling.models import Story
from heard.apps.telling.queries import permits, stories_for
from heard.apps.telling.queries.hiding import played_part
from heard.core.formats.bars import BARS, heights
from heard.core.people.consent import Use
from heard.core.quoting.cards import Card
from heard.web.addresses import whole_address
from heard.web.languages import first as first_language
from heard.web.network import motto, network


def card_of(story: Story) -> Card:
    """What is to be on it now. Words only where they may be quoted, and no note has to be met before them."""
    may_quote = permits(story, Use.QUOTE) and not story.content_note
    words = story.transcript.opening if may_quote and hasattr(story, "transcript") else ""
    bars = story.recording.bars if hasattr(story, "recording") else ""
    return Card(story.title, words or "", tuple(heights(bars or "")), network().name)


def bars_between(story: Story, count: int, start: float, end: float) -> tuple[int, int]:
    """Which of its bars are the sound of these seconds: at least one."""
    plays = played_part(story.recording)
    first, last = ((second - plays.begin) / (plays.end - plays.begin or 1.0) * count for second in (start, end))
    found = min(max(0, int(first)), count - 1)
    return found, max(found + 1, min(count, round(last)))


def drawn_card(slug: str, stamp: str) -> bytes:
    """Raises Card.DoesNotExist for one that shows what may not be seen now, or is not so any more."""
    row = CardRow.objects.select_related("story__recording", "story__transcript").get(
        stamp=stamp, story__in=_public().filter(slug=slug)
    )
    if card_of(row.story).stamp != stamp:
        raise CardRow.DoesNotExist
    return bytes(row.png)


def card_address(story: Story) -> str:
    """Empty while none is drawn of the story as it is."""
    stamp = card_of(story).stamp
    there = CardRow.objects.filter(story=story, stamp=stamp, story__in=_public()).exists()
    return whole_address(reverse("story-card", args=[story.slug, stamp])) if there else ""


def cards_due() -> QuerySet[Story]:
    """Stories that changed since their card was looked at."""
    changed = Q(card=None) | ~Q(card__made_of=F("stamp__value"))
    return (
        _public().exclude(stamp=None).filter(changed).select_related("recording", "transcript", "stamp").order_by("pk")
    )


def cards_of_nobody() -> QuerySet[CardRow]:
    """Those of stories that strangers may not see any more."""
    return CardRow.objects.filter(~Exists(_public().filter(pk=OuterRef("story"))))


# Of the network


def card_of_network() -> Card:
    """Its name, what it is about, and a waveform that is nobody's."""
    with override(first_language()):
        said = motto()
    return Card(said, "", tuple(abs(sin(at * 0.7) * sin(at * 0.23 + 1)) for at in range(BARS)), network().name)


def drawn_card_of_network(stamp: str) -> bytes:
    """Raises NetworkCard.DoesNotExist for one that was drawn under another name."""
    if stamp != card_of_network().stamp:
        raise NetworkCard.DoesNotExist
    return bytes(NetworkCard.objects.get(stamp=stamp).png)


def card_address_of_network() -> str:
    """Of it as it is: pages that name it ask the database nothing for that. A new one is drawn within a minute."""
    return whole_address(reverse("network-card", args=[card_of_network().stamp]))


def _public() -> QuerySet[Story]:
    return stories_for(AnonymousUser())
