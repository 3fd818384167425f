"""Make a token, end one, note that one was used."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.connecting.models import Token
from heard.apps.connecting.queries import tokens_of
from heard.apps.joining.models import User
from heard.apps.joining.queries import hash_of
from heard.apps.journal import actions as journal
from heard.core.errors import TooMany, refuse
from heard.core.people.fields import TOKEN, text_faults
from heard.core.people.tokens import MOST, PREFIX, token_faults


@dataclass(frozen=True)
class Wanted:
    """What somebody wants a token for, what it may do, and for how many days."""

    name: str
    scopes: tuple[str, ...]
    days: int


@transaction.atomic
def make_token(wanted: Wanted, *, by: User) -> tuple[Token, str]:
    """The row, and the secret, which nobody can find out again. Raises BadInput, and TooMany."""
    refuse(text_faults({"name": wanted.name}, TOKEN))
    refuse(token_faults(wanted.scopes, wanted.days))
    if tokens_of(by).count() >= MOST:
        raise TooMany(_("You have %(most)d tokens already. Please end one of them first.") % {"most": MOST})
    secret = PREFIX + secrets.token_urlsafe(32)
    row = Token.objects.create(
        person=by,
        name=wanted.name,
        token_hash=hash_of(secret),
        scopes=sorted(set(wanted.scopes)),
        ends_at=timezone.now() + timedelta(days=wanted.days),
    )
    journal.write("token made", about=row, by=by, scopes=row.scopes, days=wanted.days)
    return row, secret


@transaction.atomic
def end_token(row: Token, *, by: User) -> None:
    """From now on it opens nothing, and nothing of it is left."""
    journal.write("token ended", about=row, by=by)
    row.delete()


def note_used(row: Token) -> None:
    """Once a day."""
    today = timezone.localdate()
    if row.used_on != today:
        Token.objects.filter(pk=row.pk).update(used_on=today)
