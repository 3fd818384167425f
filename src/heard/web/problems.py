"""The pages for when something went wrong: a sentence for people, or JSON for a program that asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from heard.core.errors import (
    BadInput,
    BeingLookedAt,
    HeardError,
    NotAllowed,
    OutOfRoom,
    TakenBack,
    TooMany,
    WrongState,
)

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
    (OutOfRoom, 507),
)


def told(request: HttpRequest, error: HeardError, *, back: str = "") -> HttpResponse:
    """An error with a sentence of its own. `back` is the page of whoever came by a private link."""
    status = next((status for kind, status in STATUS if isinstance(error, kind)), 400)
    context = {"address": getattr(error, "address", ""), "back": back}
    return _answer(request, status, error.code, error.sentence, context)


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


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("That was tried too often in a short time. Please wait a few minutes and try again.")
    return _answer(request, 429, "too-many", sentence)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token does not fit: it was open too long, somebody signed in since, or cookies are off."""
    sentence = _(
        "This form has been open too long, or your browser keeps no cookies. "
        "Go back, reload the page and send it again."
    )
    return _answer(request, 403, "stale-form", sentence)


def broken(request: HttpRequest) -> HttpResponse:
    """Made without the request and without the database, either of which may be what broke."""
    return HttpResponse(render_to_string("500.html", {"site_name": settings.SITE_NAME}), status=500)


def _answer(
    request: HttpRequest, status: int, code: str, sentence: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"error": {"code": code, "sentence": sentence}}, status=status)
    title = _("Being looked at") if code == BeingLookedAt.code else _title(status)
    context = {"status": status, "code": code, "sentence": sentence, "title": title, **(more or {})}
    return render(request, "problem.html", context, status=status)


def _title(status: int) -> str:
    titles = {
        403: _("Not open to you"),
        404: _("Page not found"),
        409: _("Something has changed"),
        410: _("Taken back"),
        429: _("Not so fast"),
        507: _("No room left"),
    }
    return titles.get(status, _("That did not work"))
