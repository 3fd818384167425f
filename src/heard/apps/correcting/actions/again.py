"""Lay a later take of the machine under what people wrote, as a revision that can be undone like any other."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from heard.apps.correcting.actions.deciding import revise
from heard.apps.correcting.actions.reporting import Remark, lock, row_for
from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries import takes
from heard.apps.joining.senders import Sender
from heard.apps.journal import actions as journal
from heard.apps.telling.models import Story
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.models import Take
from heard.core import corrections as rules
from heard.core.formats import json
from heard.core.remake import People, remake
from heard.core.words import Transcript


@transaction.atomic
def lay_under(story: Story) -> Revision | None:
    """Take over what the next take hears better; None when there is none. Where people were, their words stay, and what
    the machine hears instead waits for a decision."""
    row = lock(story)
    take = takes.next_take(story)
    if take is None:
        return None
    present = json.from_document(row.document)
    old, new = (json.from_document(one.document) for one in (takes.take_under(story, take), take))
    made = remake(old, present, new, prefix=f"t{take.pk}", people=_people(story, present))
    revision = revise(row, present, list(made.changes), cause=Revision.Cause.AGAIN, take=take)
    now = rules.apply_all(present, made.changes)
    offered = [_offer(story, take, revision, now, fix).pk for fix in made.offers]
    changes = len(made.changes)
    journal.write("later take laid under", about=story, engine=take.engine, changes=changes, offered=offered)
    return revision


def _people(story: Story, present: Transcript) -> People:
    return People(takes.confirmed_words(story, present), takes.named_voices(story), spans_of(story))


def _offer(story: Story, take: Take, revision: Revision, now: Transcript, fix: rules.Correction) -> Correction:
    kind = Correction.Kind.REPLACE if fix.text else Correction.Kind.DELETE
    note = _("The machine listened again and hears this here. What stands there now, people wrote or confirmed.")
    remark = Remark(kind, fix.words, fix.text, note, revision.number)
    machine = Sender(name=_("the machine (%(engine)s)") % {"engine": take.engine[:60]})
    correction = row_for(story, machine, now, remark, fix)
    correction.save()
    return correction
