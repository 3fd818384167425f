"""Somebody's picture as it is served: what the worker made, and never what was sent."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from heard.apps.joining.models import Portrait, User
from heard.apps.joining.queries import place_of


def portrait_file(user: User) -> HttpResponse:
    row = Portrait.objects.filter(person=user).exclude(made="").first()
    place = place_of(row.made) if row else None
    if place is None or not place.is_file():
        raise Http404
    return HttpResponse(place.read_bytes(), "image/jpeg", headers={"Cache-Control": "private, no-cache"})
