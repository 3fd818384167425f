"""What the worker does about stories between recordings: make pictures and photos of paper consent anew, and see who is
of age."""

from __future__ import annotations

import secrets
from contextlib import suppress

from heard.apps.telling.actions.consent import come_of_age
from heard.apps.telling.actions.papers import papers_sent
from heard.apps.telling.actions.pictures import keep_picture, refuse_picture
from heard.apps.telling.models import Picture
from heard.apps.telling.models.pictures import SIDES, copy_at
from heard.apps.telling.queries import pictures_of, place_of
from heard.core.errors import BadInput
from heard.media.pictures import remake

_SIDE = 2000  # pixels: enough to read a signature
_AT_ONCE = 10


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    come_of_age()
    for row in Picture.objects.exclude(sent="").order_by("pk")[:_AT_ONCE]:
        _make(row)
    for sent in papers_sent()[:_AT_ONCE]:
        with suppress(BadInput):  # then there is no photo, and the page says so
            remake(sent, sent.with_suffix(".jpg"), side=_SIDE)
        sent.unlink(missing_ok=True)


def _make(row: Picture) -> None:
    """A full disk is met again in the next round."""
    made, size = f"{pictures_of(row.story_id)}/{secrets.token_hex(8)}", (1, 1)
    try:
        for side in SIDES:
            size = remake(place_of(row.sent), place_of(copy_at(made, side)), side=side)
    except BadInput as error:
        refuse_picture(row, error.said.template)
    else:
        keep_picture(row, made, size)
