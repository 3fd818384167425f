"""Who sends something in: known by account, else by a session and an address that are kept only as keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from heard.apps.joining.models import User
from heard.core.errors import TooMany

# One address may be a whole library, so it may send as much as this many visitors.
VISITORS_AN_ADDRESS = 10
_SESSION = "visitor"


@dataclass(frozen=True)
class Sender:
    """Who sends something. `visitor` and `origin` are keyed hashes of the session, and of the address and day."""

    user: User | None = None
    visitor: str = ""
    origin: str = ""
    name: str = ""

    @property
    def theirs(self) -> Q:
        """Picks what they sent, in a table with `author` and `visitor`."""
        return Q(author=self.user) if self.user else Q(author=None, visitor=self.visitor)


def sender_of(request: HttpRequest, name: str = "") -> Sender:
    """Whoever sends this. A visitor without an account is remembered by their session from now on."""
    if _SESSION not in request.session:
        request.session[_SESSION] = token_urlsafe(16)
    return Sender(
        user=request.user if isinstance(request.user, User) else None,
        visitor=visitor_of(request),
        origin=_hash("origin", f"{timezone.localdate()} {get_adapter().get_client_ip(request)}"),
        name=name,
    )


def visitor_of(request: HttpRequest) -> str:
    """Empty for somebody who has sent nothing yet from this browser."""
    token = request.session.get(_SESSION)
    return _hash("visitor", token) if token else ""


def check_pace(rows: QuerySet[Any], by: Sender, *, most: int | None = None) -> None:
    """Slow down one visitor, or one address that forgets who it is, and nobody else. `rows` is what everybody sent:
    a table with `author`, `visitor`, `origin` and `created_at`. `most` is how many one visitor may send in a minute,
    as many as reports when it is not said. Raises TooMany."""
    lately = rows.filter(created_at__gt=timezone.now() - timedelta(minutes=1))
    limit = settings.HEARD["HEARD_REPORTS_A_MINUTE"] if most is None else most
    counts = [(lately.filter(by.theirs), limit)]
    if not by.user:
        counts.append((lately.filter(author=None, origin=by.origin), limit * VISITORS_AN_ADDRESS))
    if any(sent.count() >= most for sent, most in counts):
        raise TooMany("Thank you, that was a lot in one minute. Please wait a minute, then send this one again.")


def _hash(what: str, value: str) -> str:
    return salted_hmac(f"heard.senders.{what}", value, algorithm="sha256").hexdigest()
