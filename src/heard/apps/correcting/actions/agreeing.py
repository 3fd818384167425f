"""Bring into force what helpers agree on, once it has rested. The rules are in core/listening/agreement.py."""

from __future__ import annotations

from django.db import transaction

from heard.apps.correcting.actions.deciding import accept_agreed, decline_agreed, settle_alike
from heard.apps.correcting.actions.reporting import lock
from heard.apps.correcting.models import Correction
from heard.apps.correcting.queries.agreement import Contested, contested_in, is_on
from heard.apps.correcting.queries.reports import OPEN
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries.words import whole
from heard.core.listening.agreement import State, written
from heard.core.sentences import Sentence

# Settled along with what was agreed on: they said nothing else.
_VAGUE = (Correction.Kind.WRONG, Correction.Kind.UNSURE)


@transaction.atomic
def settle_agreed(story: Story) -> int:
    """Settle every place of a story that enough people agree on and that has rested. How many there were."""
    if not is_on():
        return 0
    transcript = whole(lock(story))
    agreed = [place for place in contested_in(story, transcript) if place.decision.state is State.AGREED]
    ready = [place for place in agreed if place.is_rested]
    for place in ready:
        if written(place.decision.text or "") == written(place.place.heard):
            _leave(place)
        else:
            _put_right(place)
    return len(ready)


def _put_right(place: Contested) -> None:
    """Who hears something else is not settled with it: an editor decides on that."""
    lead, *same = place.agreed()
    lead = accept_agreed(lead, _reason(place))
    vague = [row for row in place.rows if row.kind in _VAGUE and row.state in OPEN]
    for row in (*same, *vague):
        settle_alike(row, lead)


def _leave(place: Contested) -> None:
    for row in place.rows:
        if row.state in OPEN:
            decline_agreed(row, _reason(place))


def _reason(place: Contested) -> Sentence:
    return Sentence("Agreement of helpers: %(why)s", {"why": place.decision.why})
