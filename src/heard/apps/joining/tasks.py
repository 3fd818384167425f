"""What the worker does for people between recordings: make the pictures they sent fit to be shown."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from heard.apps.joining.actions.portraits import keep_portrait, refuse_portrait
from heard.apps.joining.actions.sent import put_off
from heard.apps.joining.models import Portrait
from heard.apps.joining.queries import place_of
from heard.core.errors import BadInput, HeardError
from heard.media.pictures import remake

_SIDE = 480  # pixels
_AT_ONCE = 10
_PAUSE = timedelta(minutes=5)  # before another try of what failed for no fault of the picture


def tick() -> None:
    """One round, safe at any time and in any number of workers: two that make the same picture make the same."""
    lately = Q(sent_at__gt=timezone.now() - _PAUSE)
    for row in Portrait.objects.exclude(sent="").exclude(~Q(problem="") & lately).order_by("sent_at")[:_AT_ONCE]:
        _make(row)


def _make(row: Portrait) -> None:
    path = f"people/{row.person_id}/{secrets.token_hex(8)}.jpg"
    try:
        remake(place_of(row.sent), place_of(path), side=_SIDE, square=True)
    except BadInput as error:
        refuse_portrait(row, error.said.template)
    except HeardError as error:
        put_off(row, error.said.template, clock="sent_at")
    else:
        keep_portrait(row, path)
