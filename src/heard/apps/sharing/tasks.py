"""What the worker does for moments: draw their cards for pages elsewhere."""

from __future__ import annotations

from heard.apps.exploring.tasks import drawn
from heard.apps.sharing.models import MomentCard
from heard.apps.sharing.queries import all_shown, card_of, cards_due, cards_of_nobody

_CARDS = 20  # in one round


def tick() -> None:
    """One round, safe at any time and in any number of workers. What a moment reads no more has no card."""
    cards_of_nobody().delete()
    for moment in all_shown([(row, row.story) for row in cards_due()[:_CARDS]]):
        card, made_of = card_of(moment), moment.story.stamp.value
        there = MomentCard.objects.filter(moment=moment.row)
        if card is None:
            MomentCard.objects.update_or_create(
                moment=moment.row, defaults={"made_of": made_of, "stamp": "", "png": b""}
            )
        elif not there.filter(stamp=card.stamp).update(made_of=made_of):
            made = {"made_of": made_of, "stamp": card.stamp, "png": drawn(card)}
            MomentCard.objects.update_or_create(moment=moment.row, defaults=made)
