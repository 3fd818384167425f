"""What the worker does between recordings: make the pictures of Easy Read fit to be shown."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from heard.apps.joining.actions.sent import put_off, turn_down
from heard.apps.telling.queries import pictures_of, place_of
from heard.apps.understanding.actions.easy import keep_picture
from heard.apps.understanding.models import EasyLine
from heard.core.errors import BadInput, HeardError
from heard.media.pictures import remake

_SIDE = 800  # pixels
_AT_ONCE = 10
_PAUSE = timedelta(minutes=5)  # before another try of what failed for no fault of the picture


def tick() -> None:
    """One round, safe at any time and in any number of workers: two that make the same picture make the same."""
    lately = Q(changed_at__gt=timezone.now() - _PAUSE)
    for row in EasyLine.objects.exclude(sent="").exclude(~Q(problem="") & lately).order_by("changed_at")[:_AT_ONCE]:
        _make(row)


def _make(row: EasyLine) -> None:
    path = f"{pictures_of(row.story_id)}/{secrets.token_hex(8)}.jpg"
    try:
        remake(place_of(row.sent), place_of(path), side=_SIDE)
    except BadInput as error:
        turn_down(row, error.said.template)
    except HeardError as error:
        put_off(row, error.said.template, clock="changed_at")
    else:
        keep_picture(row, path)
