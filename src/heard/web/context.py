"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from heard.core.people.permissions import Person, Right, can_review, may
from heard.web.languages import offered
from heard.web.looks import classes_of, is_low_data
from heard.web.network import is_tried_out, motto, network, our_menu


def site(request: HttpRequest) -> dict[str, Any]:
    """The network as the host says it, and which doors to show to whoever is reading."""
    user = getattr(request, "user", None)
    who = user.as_person() if user is not None and user.is_authenticated else Person()
    return {
        "network": network(),
        "menu": network().menu or our_menu(),
        "banner": network().banner_on(timezone.localdate()) if network().banner else "",
        "is_tried_out": is_tried_out(),
        "site_name": network().name,
        "motto": motto(),
        "languages": offered(),
        "looks": classes_of(request),
        "low_data": is_low_data(request),
        "emergency": network().emergency,
        "sends_email": bool(settings.HEARD["HEARD_EMAIL_URL"]),
        "may_tell": may(who, Right.TELL),
        "may_review": can_review(who),
        "may_write_pages": may(who, Right.WRITE_PAGES),
        "may_invite": may(who, Right.INVITE),
        "may_see_people": may(who, Right.SEE_PEOPLE),
    }
