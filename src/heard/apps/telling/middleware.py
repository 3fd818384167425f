"""What the tus protocol asks of every answer and every request, the refused ones too, before anything else looks."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

VERSION = "1.0.0"
_UPLOADS = "/uploads/"
_METHODS = ("POST", "HEAD", "PATCH", "DELETE", "OPTIONS")


class SpeaksTus:
    """Names the version in every answer, and takes the method from a header where something on the way lets no other
    through. It stands before the check for forms of other sites, which then looks at the method that counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_UPLOADS):
            return self.get_response(request)
        wanted = request.headers.get("X-HTTP-Method-Override", "").upper()
        if wanted in _METHODS:
            request.method = wanted
        response = self.get_response(request)
        response.headers["Tus-Resumable"] = VERSION
        return response
