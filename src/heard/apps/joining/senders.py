"""Who sends something in: known by account, else by a session and an address that are kept only as keyed hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from heard.apps.joining.models import User
from heard.core.errors import TooMany, refuse
from heard.core.people.fields import SENDER, text_faults
from heard.core.people.reports import cleaned
from heard.core.sentences import to_translate
from heard.core.visitors import VISITORS_BEHIND_IPV4, Origin, origin_of, sent_from

_A_DAY, _A_MINUTE = timedelta(days=1), timedelta(minutes=1)
_SESSION = "visitor"
_TOO_MANY = to_translate("Thank you, that was a lot in one minute. Please wait a minute, then send this one again.")


@dataclass(frozen=True)
class Sender:
    """Who sends something. `visitor` and `origin` are keyed hashes of the session, and of the address and day;
    `origin_yesterday` is what the same address was called a day ago. `visitors` may stand behind the address."""

    user: User | None = None
    visitor: str = ""
    origin: str = ""
    name: str = ""
    origin_yesterday: str = ""
    visitors: int = VISITORS_BEHIND_IPV4

    @property
    def signed(self) -> str:
        """The name to show of somebody without an account, as they gave it. Raises BadInput for what is none."""
        name = "" if self.user else cleaned(self.name)
        refuse(text_faults({"name": name}, SENDER))
        return name

    @property
    def theirs(self) -> Q:
        """Picks what they sent, in a table with `author` and `visitor`."""
        return Q(author=self.user) if self.user else Q(author=None, visitor=self.visitor)

    @property
    def from_there(self) -> Q:
        """Picks what came from the same address within a day, in a table with `origin`."""
        return Q(origin__in=[origin for origin in (self.origin, self.origin_yesterday) if origin])


def sender_of(request: HttpRequest, name: str = "") -> Sender:
    """Whoever sends this. A visitor without an account is remembered by their session from now on."""
    if _SESSION not in request.session:
        request.session[_SESSION] = token_urlsafe(16)
    return _sender(request, visitor_of(request), name)


def program_of(request: HttpRequest, name: str = "") -> Sender:
    """A program sends this, which keeps no session: without an account it is remembered by its address, for a day."""
    return _sender(request, _hash("visitor", f"program {timezone.localdate()} {origin_of_request(request).name}"), name)


def _sender(request: HttpRequest, visitor: str, name: str) -> Sender:
    origin, today = origin_of_request(request), timezone.localdate()
    return Sender(
        user=request.user if isinstance(request.user, User) else None,
        visitor=visitor,
        origin=_hash("origin", f"{today} {origin.name}"),
        name=name,
        origin_yesterday=_hash("origin", f"{today - _A_DAY} {origin.name}"),
        visitors=origin.visitors,
    )


def visitor_of(request: HttpRequest) -> str:
    """Empty for somebody who has sent nothing yet from this browser."""
    token = request.session.get(_SESSION)
    return _hash("visitor", token) if token else ""


def origin_of_request(request: HttpRequest) -> Origin:
    """The address that every limit counts, as far as the host's proxies can be believed."""
    peer, forwarded = request.META.get("REMOTE_ADDR") or "", request.headers.get("X-Forwarded-For", "")
    return origin_of(sent_from(peer, forwarded, proxies=settings.HEARD["HEARD_TRUSTED_PROXIES"]))


def within(time: timedelta, field: str = "created_at") -> Q:
    """Picks what happened in the last `time`. A row of the future, left by a clock that was wrong, counts against
    nobody."""
    now = timezone.now()
    return Q(**{f"{field}__gt": now - time, f"{field}__lte": now})


def check_pace(rows: QuerySet[Any], by: Sender, *, most: int | None = None) -> None:
    """Slow down one visitor, or one address that forgets who it is, and nobody else. `rows` is what everybody sent:
    a table with `author`, `visitor`, `origin` and `created_at`. `most` is how many one visitor may send in a minute,
    as many as reports when it is not said. Raises TooMany."""
    lately = rows.filter(within(_A_MINUTE))
    limit = settings.HEARD["HEARD_PACE"].corrections if most is None else most
    counts = [(lately.filter(by.theirs), limit)]
    if not by.user:
        counts.append((lately.filter(by.from_there, author=None), limit * by.visitors))
    if any(sent.count() >= most for sent, most in counts):
        raise TooMany(_TOO_MANY)


def check_rate(what: str, by: Sender, *, most: int) -> None:
    """The same for what leaves no row that says who sent it: `most` in a minute, counted in the cache and forgotten
    with it. Raises TooMany."""
    who = f"{by.user.pk}" if by.user else by.visitor
    counted = [(who, most)] if by.user else [(who, most), (by.origin, most * by.visitors)]
    for name, limit in counted:
        key = _hash("rate", f"{what} {name}")
        if not cache.add(key, 1, _A_MINUTE.total_seconds()) and cache.incr(key) > limit:
            raise TooMany(_TOO_MANY)


def _hash(what: str, value: str) -> str:
    return salted_hmac(f"heard.senders.{what}", value, algorithm="sha256").hexdigest()
