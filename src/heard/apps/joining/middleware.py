"""Who is signed in, but not yet safely enough to go on."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from heard.apps.joining.models import User

_SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_OPEN = ("/account/", settings.STATIC_URL)


class SafelySignedIn:
    """Sends two kinds of people to the page where they can mend it, and leaves them nothing but the account pages:
    those who joined with a passkey and have not made it, because they could never sign in again, and staff without a
    second step where the host asks for one, because they see what others have not published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(_OPEN):
            if not user.has_usable_password() and not is_mfa_enabled(user, _SECOND_STEPS):
                return redirect("mfa_add_webauthn")
            if not is_safe(user):
                messages.warning(request, _("With your role, please set up a second step of logging in first."))
                return redirect("mfa_index")
        return self.get_response(request)


def is_safe(user: User) -> bool:
    """Whether they have the second step that the host asks of them."""
    return not needs_second_step(user) or is_mfa_enabled(user, _SECOND_STEPS)


def needs_second_step(user: User) -> bool:
    asked = settings.HEARD["HEARD_STAFF_CODES"] and settings.IS_HTTPS
    return bool(asked) and user.as_person().is_staff
