"""Erase stories that were taken back, and unlearn what nobody teaches any more."""

from __future__ import annotations

from django.db import transaction

from heard.apps.helping.actions.glossary import hand_over
from heard.apps.helping.models import Pair, Proposal
from heard.apps.telling.actions.withdrawing import erase
from heard.apps.telling.models import Story
from heard.apps.telling.queries.consent import due_to_erase


def erase_what_is_due() -> None:
    for story in due_to_erase():
        erase_and_unlearn(story)


@transaction.atomic
def erase_and_unlearn(story: Story) -> None:
    hand_over(story)
    erase(story)
    unlearn()


def unlearn() -> None:
    """Let go of learnt pairs whose stories are gone, with what they offer in others: they hold the words of those
    stories. A place that was put right keeps its line, because by now it quotes the story that it stands in."""
    gone = list(Pair.objects.filter(taught_by=None, by_hand=False).values_list("pk", flat=True))
    if gone:
        _let_go_of(gone)


@transaction.atomic
def _let_go_of(pairs: list[int]) -> None:
    offers = Proposal.objects.filter(pair__in=pairs)
    offers.exclude(state=Proposal.State.ACCEPTED).delete()
    offers.update(pair=None)
    Pair.objects.filter(pk__in=pairs, taught_by=None).delete()
