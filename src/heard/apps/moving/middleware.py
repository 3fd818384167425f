"""Whoever comes by an address of the site that was there before is led to the new one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase

from heard.apps.moving.queries.addresses import address_now


class OldAddresses:
    """Asks only where every other page has said that there is nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        now = address_now(request.user, request.get_full_path())
        return HttpResponsePermanentRedirect(now) if now else response
