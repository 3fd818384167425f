"""What the worker does about stories between recordings: make pictures and photos of paper consent anew, and see who is
of age."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from heard.apps.joining.actions.sent import put_off, turn_down
from heard.apps.telling.actions import papers
from heard.apps.telling.actions.consent import come_of_age
from heard.apps.telling.actions.pictures import copies_at, keep_picture
from heard.apps.telling.models import Picture
from heard.apps.telling.models.pictures import SIDES, SentPicture, copy_at
from heard.apps.telling.queries import place_of
from heard.core.errors import BadInput, HeardError
from heard.media.pictures import remake

_SIDE = 2000  # pixels: enough to read a signature
_AT_ONCE = 10
_PAUSE = timedelta(minutes=5)  # before another try of what failed for no fault of the picture


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    come_of_age()
    make_pictures(Picture)
    for sent in papers.papers_sent()[:_AT_ONCE]:
        _make_paper(sent)


def make_pictures(table: type[SentPicture]) -> None:
    """Of stories, or of what else has pictures with copies."""
    lately = Q(tried_at__gt=timezone.now() - _PAUSE)
    for row in table._default_manager.exclude(sent="").exclude(lately).order_by("pk")[:_AT_ONCE]:
        _make(row)


def _make(row: SentPicture) -> None:
    """The copies come to lie where it was sent to."""
    made, size = f"{row.sent.rpartition('/')[0]}/{secrets.token_hex(8)}", (1, 1)
    try:
        for side in SIDES:
            size = remake(place_of(row.sent), place_of(copy_at(made, side)), side=side)
    except HeardError as error:
        for path in copies_at(made):
            place_of(path).unlink(missing_ok=True)
        if isinstance(error, BadInput):
            turn_down(row, error.said.template)
        else:
            put_off(row, error.said.template, clock="tried_at")
    else:
        keep_picture(row, made, size)


def _make_paper(sent: Path) -> None:
    try:
        with suppress(BadInput):  # then there is no photo, and the page says so
            remake(sent, sent.with_suffix(".jpg"), side=_SIDE)
    except HeardError:
        papers.put_off(sent, _PAUSE.total_seconds())
    else:
        sent.unlink(missing_ok=True)
