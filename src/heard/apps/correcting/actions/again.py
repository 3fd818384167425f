"""Lay a later take of the machine under what people wrote, as a revision that can be undone like any other; or, where a
weaker engine listened, offer what it hears and change nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.correcting.actions.deciding import revise
from heard.apps.correcting.actions.reporting import Remark, lock, row_for
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import takes
from heard.apps.joining.senders import Sender
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.consent import ask_to_sign_again
from heard.apps.telling.models import Story
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.models import Take
from heard.apps.transcribing.queries.words import all_of
from heard.core.formats import json
from heard.core.listening.engines import is_weaker
from heard.core.transcript import corrections as rules
from heard.core.transcript.remake import People, offers_of, remake
from heard.core.transcript.words import Transcript


@transaction.atomic
def lay_under(story: Story) -> Revision | None:
    """Take over what the next take hears better; None when there is none. Where people were, their words stay, and what
    the machine hears instead waits for a decision. All that a weaker engine hears does."""
    row = lock(story)
    take = takes.next_take(story)
    if take is None:
        return None
    everything, under = all_of(row), takes.take_under(story, take)
    present = everything.transcript
    old, new = (json.from_document(one.document) for one in (under, take))
    if is_weaker(take.engine, under.engine):
        _offer_all(story, take, present, row.revision, offers_of(old, present, new))
        return None
    made = remake(old, present, new, prefix=f"t{take.pk}", people=_people(story, present))
    revision = revise(everything, list(made.changes), cause=Revision.Cause.AGAIN, take=take)
    now = rules.apply_all(present, made.changes)
    offered = [_offer(story, take, revision.number, now, fix).pk for fix in made.offers]
    changes = len(made.changes)
    if changes:
        ask_to_sign_again(story)
    journal.write("later take laid under", about=story, engine=take.engine, changes=changes, offered=offered)
    return revision


def _people(story: Story, present: Transcript) -> People:
    return People(takes.confirmed_words(story, present), takes.named_voices(story), spans_of(story))


def _offer_all(story: Story, take: Take, now: Transcript, revision: int, fixes: Sequence[rules.Correction]) -> None:
    take.offered = True
    take.save(update_fields=["offered"])
    offered = [_offer(story, take, revision, now, fix).pk for fix in fixes]
    journal.write("weaker take offered", about=story, engine=take.engine, offered=offered)


def _offer(story: Story, take: Take, revision: int, now: Transcript, fix: rules.Correction) -> Correction:
    kind = Correction.Kind.REPLACE if fix.text else Correction.Kind.DELETE
    remark = Remark(kind, fix.words, fix.text, _why(take), revision)
    machine = Sender(name=_("the machine (%(engine)s)") % {"engine": take.engine[:60]})
    correction = row_for(story, machine, now, remark, fix)
    correction.save()
    return correction


def _why(take: Take) -> str:
    if take.offered:
        return _("A weaker model listened too and hears this here.")
    return _("The machine listened again and hears this here. What stands there now, people wrote or confirmed.")
