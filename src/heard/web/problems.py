"""The pages for when something went wrong: a sentence for people, or JSON for a program that asks for it. Under `API`
it is always a problem as RFC 9457 has it, with the same sentence and code."""

from __future__ import annotations

import logging
import secrets
import sys
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _

from heard.core.errors import (
    BadInput,
    BeingLookedAt,
    Busy,
    HeardError,
    NotAllowed,
    OutOfRoom,
    TakenBack,
    TooMany,
    WrongState,
    cause_of,
)
from heard.web.network import network
from heard.web.typed import came_from, is_ours, typed_into

logger = logging.getLogger("heard.web")
API = "/api/"
"""Where the addresses begin that programs ask."""
_WAIT = "5"  # seconds after which it is worth trying again
# What the tree of errors in core/errors.py is called on the web.
# What is being looked at is refused, not out of order: search engines and caches forget what answers 403, and go on
# showing what answers 503.
STATUS = (
    (BadInput, 400),
    (NotAllowed, 403),
    (BeingLookedAt, 403),
    (WrongState, 409),
    (TakenBack, 410),
    (TooMany, 429),
    (Busy, 503),
    (OutOfRoom, 507),
)


def told(request: HttpRequest, error: HeardError, *, back: str = "") -> HttpResponse:
    """An error with a sentence of its own. `back` is the page of whoever came by a private link."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 400)
    if cause := cause_of(error):
        logger.warning("%s at %s %s: %s", error.code, request.method, _where(request), cause)
    context = {"address": getattr(error, "address", ""), "back": back, "field": error.field}
    response = _answer(request, status, error.code, error.sentence, context)
    if isinstance(error, Busy):
        response.headers["Retry-After"] = _WAIT
    return response


def not_found(request: HttpRequest, exception: Exception | None = None, *, back: str = "") -> HttpResponse:
    sentence = _("There is no such page, or it is not open to you.")
    return _answer(request, 404, "not-found", sentence, {"back": back})


def link_ended(request: HttpRequest, sentence: str, *, title: str = "", status: int = 404) -> HttpResponse:
    """An address with a secret in it leads nowhere, or no longer: whoever followed it did nothing wrong. `sentence`
    says what they can do."""
    context = {"title": title or _("This link does not work any more"), "is_link": True}
    return _answer(request, status, "link-ended", sentence, context)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403, "not-allowed", _("This page is not open to you."))


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400, "not-understood", _("We could not make sense of what was sent. Please try again."))


def only_by_a_button(request: HttpRequest) -> HttpResponse:
    """An address that takes what a form sends was opened like a page: by a reload, or from the history."""
    return _answer(request, 405, "not-a-page", _("This address is no page of its own. Go back to where you were."))


def wrong_method(request: HttpRequest) -> HttpResponse:
    """Of the API."""
    return _answer(request, 405, "wrong-method", _("This address cannot be asked in this way."))


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 413, "too-large", _("What was sent is too large."))


def unknown_token(request: HttpRequest) -> HttpResponse:
    """A program shows a token that is none, or none any more (RFC 6750)."""
    sentence = _("This token is not known here, or has ended. Make a new one on the page “Programs” of your account.")
    response = _answer(request, 401, "unknown-token", sentence)
    response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("That was tried too often in a short time. Please wait a few minutes and try again.")
    return _answer(request, 429, "too-many", sentence)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit: somebody signed in or out since, it came from elsewhere, or cookies are off."""
    return _answer(request, 403, "stale-form", _why_stale(request), {"title": _("It was not sent")})


def _why_stale(request: HttpRequest) -> str:
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return _("Your browser keeps no cookies of this site, and forms need one. Allow it, then send the form again.")
    if not is_ours(request):
        return _("This form was not sent from a page of this site, so nothing was done.")
    return _("You have logged in or out since this page was opened, so its form was not taken. Send it again.")


def signed_out(request: HttpRequest) -> HttpResponse:
    """Words were sent by somebody who is not signed in any more."""
    sentence = _("You are not logged in any more. Log in, then send it again.")
    return _answer(request, 403, "signed-out", sentence, {"title": _("It was not sent")})


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours, or a database that is too busy or away. It is written to the log with a number that the reader
    sees too. Made without the database, which may be what broke."""
    error, number = sys.exc_info()[1], f"{secrets.token_hex(2)}-{secrets.token_hex(2)}"
    is_away = isinstance(error, OperationalError | InterfaceError)
    logger.error("fault %s at %s %s", number, request.method, _where(request), exc_info=error)
    status, code = (503, "busy") if is_away else (500, "broken")
    if _wants_json(request):
        sentence = _("Please try again in a minute.") if is_away else _("Something broke on our side.")
        response = _as_json(request, status, code, f"{sentence} ({number})")
    else:
        response = HttpResponse(_apology(number, is_away=is_away), status=status)
    if is_away:
        response.headers["Retry-After"] = _WAIT
    return response


def _apology(number: str, *, is_away: bool) -> str:
    """The page about a fault. It may not fail itself, as it would without the static files whose names it needs."""
    try:
        context = {"site_name": network().name, "number": number, "is_away": is_away}
        return render_to_string("500.html", context)
    except Exception as error:
        logger.error("the page about a fault cannot be made: %s", error)
        sentence = _("Something broke on our side. Please try again in a minute.")
        return f"<!doctype html><html lang=en><title>Heard</title><p>{escape(sentence)} ({number})"


def _where(request: HttpRequest) -> str:
    """The address as the code knows it: the one that was asked for may hold somebody's private link."""
    return f"/{request.resolver_match.route}" if request.resolver_match else "an address before it was looked at"


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API)


def _wants_json(request: HttpRequest) -> bool:
    return is_api(request) or request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _answer(
    request: HttpRequest, status: int, code: str, sentence: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    if _wants_json(request):
        return _as_json(request, status, code, sentence, (more or {}).get("field", ""))
    title = _("Being looked at") if code == BeingLookedAt.code else _title(status)
    context = {
        "status": status,
        "code": code,
        "sentence": sentence,
        "title": title,
        **(more or {}),
        **_given_back(request),
    }
    response = render(request, "problem.html", context, status=status)
    if context["typed"]:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _as_json(request: HttpRequest, status: int, code: str, sentence: str, field: str = "") -> HttpResponse:
    """`field` is which of the things that were sent it is about."""
    if not is_api(request):
        return JsonResponse({"error": {"code": code, "sentence": sentence}}, status=status)
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": sentence}
    said |= {"code": code} | ({"field": field} if field else {})
    return JsonResponse(said, status=status, content_type="application/problem+json")


def _given_back(request: HttpRequest) -> dict[str, Any]:
    """What was typed, and the page to go back to."""
    return {"typed": typed_into(request), "is_ours": is_ours(request), "came_from": came_from(request)}


def _title(status: int) -> str:
    titles = {
        403: _("Not open to you"),
        404: _("Page not found"),
        409: _("Something has changed"),
        410: _("Taken back"),
        429: _("Not so fast"),
        503: _("A lot is going on"),
        507: _("No room left"),
    }
    return titles.get(status, _("That did not work"))
