"""Somebody's picture as it is served: what the worker made, and never what was sent."""

from __future__ import annotations

from django.http import FileResponse, Http404

from heard.apps.joining.models import Portrait, User
from heard.apps.joining.queries import place_of


def portrait_file(user: User) -> FileResponse:
    row = Portrait.objects.filter(person=user).exclude(made="").first()
    place = place_of(row.made) if row else None
    if place is None or not place.is_file():
        raise Http404
    return FileResponse(place.open("rb"), content_type="image/jpeg", headers={"Cache-Control": "private, no-cache"})
