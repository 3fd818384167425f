"""Errors that have a sentence for people become a page that says it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from heard.core.errors import HeardError
from heard.web import problems
from heard.web.addresses import is_listed
from heard.web.typed import came_from, typed_into


class PlainProblems:
    """A HeardError is told as it stands. A row that is not there, or not there for this viewer, is a page not found:
    a stranger cannot tell the two apart."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:  # no address has one, and PostgreSQL breaks on the question
            return problems.not_found(request)
        response = self.get_response(request)
        if response.status_code == 405 and problems.is_api(request):
            return _with_methods(problems.wrong_method(request), response)
        if response.status_code == 405 and request.method == "GET" and not response.streaming and not response.content:
            return _with_methods(problems.only_by_a_button(request), response)
        if request.method == "POST" and _leads_to_signing_in(response):
            return _signed_out(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, HeardError):
            return problems.told(request, exception)
        # A missing related row (`story.recording`) is also an AttributeError: that is a fault of ours, not a 404.
        if isinstance(exception, ObjectDoesNotExist) and not isinstance(exception, AttributeError):
            return problems.not_found(request)
        return None


def _with_methods(told: HttpResponse, response: HttpResponse) -> HttpResponse:
    told.headers["Allow"] = response.headers.get("Allow", "")
    return told


def _leads_to_signing_in(response: HttpResponse) -> bool:
    asked = urlsplit(response.headers.get("Location", ""))
    return response.status_code == 302 and asked.path == resolve_url(settings.LOGIN_URL) and "next=" in asked.query


def _signed_out(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Words are given back, as is a sentence to a program. Else the way to sign in leads back to the page of the form,
    rather than to the address that it was sent to."""
    wants_json = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    if wants_json or typed_into(request):
        return problems.signed_out(request)
    return redirect_to_login(came_from(request))


class NothingKept:
    """What a page shows may be taken back at any time, so nobody keeps it without asking again, unless it says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class NotListed:
    """A site that is on trial is in no search engine. They are told with each answer: whoever is only kept from asking
    may still list an address that stands on another page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_listed():
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class SecretAddresses:
    """Whoever has an address with a secret in it may come in: a private link, an invitation, a concern, the way out of
    e-mails, a new password. So it is told to no other site, no search engine and no cache, whatever the answer is.

    The referrer stays within the site rather than being left out, because without one browsers send forms from
    nowhere (`Origin: null`), and those are refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = request.resolver_match
        if found and not _SECRETS.isdisjoint(found.kwargs):
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Cache-Control"] = "private, no-store"
        return response


_SECRETS = {"token", "key"}
"""What our own addresses and those of allauth call the secret part."""
