"""Notes which doors real browsers went through: forms that were sent from a page of the site and taken."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

WENT_THROUGH: set[str] = set()


class Recorder:
    """Stands before every other middleware of the running site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        from_here = request.headers.get("Origin") == f"http://{request.get_host()}"
        if request.method == "POST" and from_here and request.resolver_match and response.status_code < 400:
            WENT_THROUGH.add(request.resolver_match.view_name)
        return response
