"""Resumable uploads: the tus protocol 1.0 with creation, termination and expiration (https://tus.io/protocols)."""

from __future__ import annotations

import uuid
from base64 import b64decode
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.apps.joining.models import User
from heard.apps.telling.actions import recordings
from heard.apps.telling.models import Upload
from heard.apps.telling.queries import bytes_here, story_for, upload_for
from heard.core.errors import BadInput

_VERSION = "1.0.0"
_BODY = "application/offset+octet-stream"
P = ParamSpec("P")
Tus = Callable[Concatenate[User, HttpRequest, P], HttpResponse]
_SPOKEN = {"Tus-Version": _VERSION, "Tus-Extension": "creation,termination,expiration"}


def _tus(view: Tus[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Says what is spoken here, and speaks it with people who are signed in. The site's middleware says errors."""

    def speaking(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            most = str(settings.HEARD["HEARD_MAX_UPLOAD"])
            response = HttpResponse(status=204, headers={**_SPOKEN, "Tus-Max-Size": most})
        elif request.headers.get("Tus-Resumable") != _VERSION:
            response = HttpResponse(status=412, headers=_SPOKEN)
        elif not isinstance(request.user, User):
            response = HttpResponse(status=404)
        else:
            response = view(request.user, request, *args, **kwargs)
        response.headers["Tus-Resumable"] = _VERSION
        return response

    return never_cache(wraps(view)(speaking))


@require_http_methods(["POST", "OPTIONS"])
@_tus
def uploads(user: User, request: HttpRequest) -> HttpResponse:
    """Begin an upload for a story."""
    said = _metadata(request.headers.get("Upload-Metadata", ""))
    story = story_for(user, said.get("story", ""))
    upload = recordings.begin_upload(story, said.get("filename", ""), _number(request, "Upload-Length"), by=user)
    return _about(upload, 201, Location=reverse("upload", args=[upload.pk]))


@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@_tus
def upload(user: User, request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far an upload is, the next piece of it, or away with it."""
    found = upload_for(user, key)
    if request.method == "HEAD":
        return _about(found, 200, **{"Upload-Length": str(found.size)})
    if request.method == "DELETE":
        recordings.drop_upload(found)
        return HttpResponse(status=204)
    if request.content_type != _BODY:
        return HttpResponse(status=415)
    return _about(recordings.take_piece(found, _number(request, "Upload-Offset"), request), 204)


def _about(found: Upload, status: int, **headers: str) -> HttpResponse:
    expires = {"Upload-Expires": http_date(recordings.expires(found))}
    return HttpResponse(status=status, headers={"Upload-Offset": str(bytes_here(found)), **expires, **headers})


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadInput(_("The header %(name)s has to be a number.") % {"name": header}, code="bad-header")
    return int(text)


def _metadata(text: str) -> dict[str, str]:
    """`Upload-Metadata` is "name base64, name base64"."""
    pairs = (pair.split() for pair in text.split(","))
    try:
        return {name: b64decode(rest[0], validate=True).decode() for name, *rest in pairs if rest}
    except ValueError as error:  # a broken base64 or UTF-8 is one
        raise BadInput(_("The header Upload-Metadata cannot be read."), code="bad-header") from error
