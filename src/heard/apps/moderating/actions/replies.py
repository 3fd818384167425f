"""The host words what moderators often say."""

from __future__ import annotations

from django.db import transaction

from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.moderating.models import SavedReply
from heard.core.errors import refuse
from heard.core.people.fields import REPLY, text_faults
from heard.core.people.permissions import Right, check


@transaction.atomic
def keep_reply(reply: SavedReply, *, by: User) -> None:
    check(person(by), Right.RUN)
    refuse(text_faults({"title": reply.title, "text": reply.text}, REPLY))
    before = SavedReply.objects.filter(pk=reply.pk).values("title", "text").first()
    reply.save()
    journal.write(
        "saved reply kept", about=reply, by=by, before=before, after={"title": reply.title, "text": reply.text}
    )


@transaction.atomic
def drop_reply(reply: SavedReply, *, by: User) -> None:
    check(person(by), Right.RUN)
    journal.write("saved reply dropped", about=reply, by=by, before={"title": reply.title, "text": reply.text})
    reply.delete()
