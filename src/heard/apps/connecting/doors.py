"""Who asks: a program with somebody's token, a browser in which somebody is signed in, or a stranger."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from heard.apps.connecting.actions.tokens import note_used
from heard.apps.connecting.models import Token
from heard.apps.connecting.queries import good_token
from heard.apps.joining.middleware import is_safe
from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer
from heard.apps.joining.senders import Sender, program_of, sender_of
from heard.core.errors import NotAllowed
from heard.core.people.tokens import Scope


class UnknownToken(Exception):
    """Somebody shows a token that opens nothing."""


class BearerToken(HttpBearer):
    """Lets in who may have one scope: with a token, those whose token has it; without one, whoever may do so here
    anyway. From then on the request is theirs. What another kind of `Authorization` says is for a server in front."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self._scope = scope

    def __call__(self, request: HttpRequest) -> Viewer:
        kind, _space, secret = request.headers.get(self.header, "").partition(" ")
        if kind.lower() == self.openapi_scheme:
            return self.authenticate(request, secret.strip())
        if request.method == "POST" and _has_session(request) and check_csrf(request):
            raise NotAllowed(
                _("From a browser, send the token of forms along (X-CSRFToken), or use a token and no cookie."),
                code="stale-form",
            )
        return viewer_of(request)

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        try:
            row = good_token(token)
        except Token.DoesNotExist:
            raise UnknownToken from None
        if not is_safe(row.person):
            raise NotAllowed(_("With your role, please set up a second step of logging in first."), code="not-safe")
        if self._scope not in row.scopes:
            raise NotAllowed(_("This token may not do that. Make one that may."), code="no-scope")
        note_used(row)
        request.user, request.auth = row.person, row  # type: ignore[attr-defined]
        return row.person


def viewer_of(request: HttpRequest) -> Viewer:
    return request.user if isinstance(request.user, User) else AnonymousUser()


def sender_by(request: HttpRequest, name: str) -> Sender:
    """Who sends a report. Only a browser that has a session is remembered by it."""
    has_token = isinstance(getattr(request, "auth", None), Token)
    return sender_of(request, name) if _has_session(request) and not has_token else program_of(request, name)


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES
