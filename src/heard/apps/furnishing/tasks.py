"""What the worker does for the host: make the logos that they sent fit to be shown."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from heard.apps.furnishing.actions import FOLDER, keep_logo
from heard.apps.furnishing.models import Logo
from heard.apps.joining.actions.sent import put_off, turn_down
from heard.apps.joining.queries import place_of
from heard.core.errors import BadInput, HeardError
from heard.media.pictures import remake

_SIDE = 512  # pixels: it stands 56 high at most, on screens of up to three to a point
_PAUSE = timedelta(minutes=5)  # before another try of what failed for no fault of the picture


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    lately = Q(tried_at__gt=timezone.now() - _PAUSE)
    for row in Logo.objects.exclude(sent="").exclude(lately):
        _make(row)


def _make(row: Logo) -> None:
    path = f"{FOLDER}/{secrets.token_hex(8)}.png"
    try:
        size = remake(place_of(row.sent), place_of(path), side=_SIDE, clear=True)
    except BadInput as error:
        turn_down(row, error.said.template)
    except HeardError as error:
        put_off(row, error.said.template, clock="tried_at")
    else:
        keep_logo(row, path, size)
