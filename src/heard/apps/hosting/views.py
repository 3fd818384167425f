"""What everybody may know about how the network is run."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.apps.hosting.queries.kept import ROOMS
from heard.apps.hosting.queries.retention import last_look, standings
from heard.apps.joining.queries import person
from heard.core.permissions import Role


@require_safe
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """To everybody what is kept and how long; to the host where it lies, too."""
    context = {
        "rooms": ROOMS,
        "standings": list(standings()),
        "clock": last_look(),
        "where": _where() if person(request.user).at_least(Role.HOST) else None,
    }
    return render(request, "hosting/what_we_keep.html", context)


def _where() -> dict[str, object]:
    database = settings.DATABASES["default"]
    return {
        "database": database["NAME"] if "sqlite" in database["ENGINE"] else f"{database['HOST']}/{database['NAME']}",
        "media": settings.MEDIA_ROOT,
        "data": settings.DATA,
    }
