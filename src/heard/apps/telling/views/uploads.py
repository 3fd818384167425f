"""Resumable uploads: the tus protocol 1.0 with creation, termination and expiration (https://tus.io/protocols)."""

from __future__ import annotations

import uuid
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.apps.joining.models import User
from heard.apps.telling.actions import recordings
from heard.apps.telling.middleware import VERSION
from heard.apps.telling.models import Upload
from heard.apps.telling.queries import bytes_here, largest_recording, story_for, upload_for
from heard.core.errors import BadInput
from heard.web import problems

_BODY = "application/offset+octet-stream"
P = ParamSpec("P")
Tus = Callable[Concatenate[User, HttpRequest, P], HttpResponse]
_LONGEST_METADATA = 4096  # characters
_SPOKEN = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination,expiration"}


def _tus(view: Tus[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Says what is spoken here, and speaks it with people who are signed in. The site's middleware says errors."""

    def speaking(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**_SPOKEN, "Tus-Max-Size": str(largest_recording())})
        if request.headers.get("Tus-Resumable") != VERSION:
            return HttpResponse(status=412, headers=_SPOKEN)
        if not isinstance(request.user, User):
            return HttpResponse(status=404)
        try:
            return view(request.user, request, *args, **kwargs)
        except BadInput as error:
            response = problems.told(request, error)
            response.status_code = 413 if error.code == "too-big" else response.status_code
            return response

    return never_cache(wraps(view)(speaking))


@require_http_methods(["POST", "OPTIONS"])
@_tus
def uploads(user: User, request: HttpRequest) -> HttpResponse:
    """Begin an upload for a story."""
    given = request.headers.get("Upload-Metadata", "")
    said = _metadata(given)
    story = story_for(user, said.get("story", ""))
    size = _number(request, "Upload-Length")
    upload = recordings.begin_upload(story, said.get("filename", ""), size, by=user, metadata=given)
    return _about(upload, 201, Location=reverse("upload", args=[upload.pk]))


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@_tus
def upload(user: User, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far an upload is, the next piece of it, or away with it."""
    found = upload_for(user, key)
    if request.method == "HEAD":
        given = {"Upload-Metadata": found.metadata} if found.metadata else {}
        return _about(found, 200, **{"Upload-Length": str(found.size)}, **given)
    if request.method == "DELETE":
        recordings.drop_upload(found)
        return HttpResponse(status=204)
    if request.content_type != _BODY:
        return HttpResponse(status=415)
    return _about(recordings.take_piece(found, _number(request, "Upload-Offset"), _body(request)), 204)


def _body(request: HttpRequest) -> recordings.Body:
    """What is sent. Of a body whose length is not told beforehand Django reads nothing; the web server knows its end
    (`wsgi.input_terminated`)."""
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        return request.environ["wsgi.input"]  # type: ignore[attr-defined, no-any-return]
    return request


def _about(found: Upload, status: int, **headers: str) -> HttpResponse:
    expires = {"Upload-Expires": http_date(recordings.expires(found))}
    return HttpResponse(status=status, headers={"Upload-Offset": str(bytes_here(found)), **expires, **headers})


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput(_("The header %(name)s has to be a number.") % {"name": header}, code="bad-header")
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """`Upload-Metadata` is "name base64, name base64, name". A value may be anything, not only text: what is none is
    read as well as it can be."""
    pairs = [pair.split() for pair in text.split(",") if pair.strip()]
    if len(text) > _LONGEST_METADATA or not text.isascii():
        raise _unreadable()
    try:
        return {name: b64decode("".join(rest), validate=True).decode(errors="replace") for name, *rest in pairs}
    except ValueError as error:
        raise _unreadable() from error


def _unreadable() -> BadInput:
    return BadInput(_("The header Upload-Metadata cannot be read."), code="bad-header")
