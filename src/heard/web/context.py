"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from heard.core.permissions import Person, can_review, can_tell


def site(request: HttpRequest) -> dict[str, Any]:
    """The network's name, and which doors to show to whoever is reading."""
    user = getattr(request, "user", None)
    who = user.as_person() if user is not None and user.is_authenticated else Person()
    return {
        "site_name": settings.SITE_NAME,
        "sends_email": bool(settings.HEARD["HEARD_EMAIL_URL"]),
        "may_tell": can_tell(who),
        "may_review": can_review(who),
    }
