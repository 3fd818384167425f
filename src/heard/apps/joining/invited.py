"""Somebody who opened an invitation keeps it in their session until they have joined."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from heard.apps.joining.models import Invitation
from heard.apps.joining.queries import is_valid

_SESSION = "invitation"


def keep(request: HttpRequest, invitation: Invitation) -> None:
    """An address that an invitation was sent to is proved by its link."""
    request.session[_SESSION] = invitation.pk
    if invitation.email and settings.HEARD["HEARD_EMAIL_URL"]:
        request.session["account_verified_email"] = invitation.email


def invited(request: HttpRequest) -> Invitation | None:
    """The invitation that this browser opened, as long as it counts."""
    row = Invitation.objects.select_related("group", "made_by").filter(pk=request.session.get(_SESSION, 0)).first()
    return row if row and row.is_open(timezone.now()) and is_valid(row) else None


def forget(request: HttpRequest) -> None:
    request.session.pop(_SESSION, None)
