"""Keep a search, end it, and tell people when something new matches."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from heard.apps.conversing.actions.notices import tell
from heard.apps.conversing.models import Notice
from heard.apps.exploring.models import KeptSearch
from heard.apps.exploring.queries.kept import wanted_of
from heard.apps.exploring.search import Wanted, answer
from heard.apps.joining.models import User
from heard.apps.journal import actions as journal
from heard.core.errors import BadInput, TooMany

MOST = 20  # searches of one person
EVERY = timedelta(minutes=15)
"""How often somebody's search is looked at."""
_AT_ONCE = 20  # searches in one round


@transaction.atomic
def keep_search(wanted: Wanted, *, by: User) -> KeptSearch:
    """What it finds now is known: people are told of what comes later. Kept twice, it is kept once. Raises BadInput
    for a search for nothing, and TooMany."""
    if wanted == Wanted():
        raise BadInput(_("Type some words first, or narrow the list."))
    query = urlencode({name: value for name, value in {"q": wanted.words, **wanted.chosen}.items() if value})
    kept = KeptSearch.objects.filter(person=by)
    if same := kept.filter(query=query).first():
        return same
    if kept.count() >= MOST:
        raise TooMany(_("You keep %(most)d searches already. Please end one of them first.") % {"most": MOST})
    row = KeptSearch.objects.create(person=by, query=query, known=_found(by, wanted), looked_at=timezone.now())
    journal.write("search kept", about=by, by=by)
    return row


@transaction.atomic
def end_search(row: KeptSearch, *, by: User) -> None:
    """Nothing of it is left, what was told of it neither."""
    Notice.objects.filter(person=by, kind=Notice.Kind.SEARCH, path=row.get_absolute_url()).delete()
    row.delete()
    journal.write("search ended", about=by, by=by)


def note_read(row: KeptSearch) -> None:
    KeptSearch.objects.filter(pk=row.pk).update(unread=[])


def tell_of_new() -> None:
    """Look at the searches that were not looked at for longest, and tell their people what is new."""
    due = KeptSearch.objects.filter(looked_at__lt=timezone.now() - EVERY, person__is_active=True)
    for row in due.select_related("person").order_by("looked_at")[:_AT_ONCE]:
        _look(row)


@transaction.atomic
def _look(row: KeptSearch) -> None:
    new = [key for key in _found(row.person, wanted_of(row)) if key not in set(row.known)]
    row.known, row.unread, row.looked_at = [*row.known, *new], [*row.unread, *new], timezone.now()
    row.save(update_fields=["known", "unread", "looked_at"])
    if new:
        key = f"search:{row.pk}:{max(new)}:{len(row.known)}"
        tell(row.person, Notice.Kind.SEARCH, key, path=row.get_absolute_url(), note=wanted_of(row).in_words)


def _found(person: User, wanted: Wanted) -> list[int]:
    found = answer(person, wanted)
    return [] if found.meant else found.stories
