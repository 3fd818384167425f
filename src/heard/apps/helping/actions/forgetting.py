"""Erase stories that were taken back, and unlearn what only they taught."""

from __future__ import annotations

from django.db import transaction

from heard.apps.helping.models import Proposal, Rule
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.withdrawing import erase
from heard.apps.telling.models import Story
from heard.apps.telling.queries.consent import due_to_erase
from heard.apps.wording.models import Term


def erase_what_is_due() -> None:
    for story in due_to_erase():
        erase_and_unlearn(story)


@transaction.atomic
def erase_and_unlearn(story: Story) -> None:
    """Learnt pairs hold words of the story, so those that no other story taught go with it, and what they offer."""
    taught = list(Rule.objects.filter(lessons__correction__story=story).values_list("pk", flat=True))
    for term in Term.objects.filter(forms__story=story):  # its lines in the journal quote what it was misheard as
        journal.forget(term)
    erase(story)
    gone = Rule.objects.filter(pk__in=taught, lessons=None)
    offers = Proposal.objects.filter(rule__in=gone)
    offers.filter(state__in=(Proposal.State.WAITING, Proposal.State.FAINT, Proposal.State.STALE)).delete()
    offers.update(rule=None)
    gone.delete()
