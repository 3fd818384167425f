"""The bytes of a stored file, in whole or in part (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header, http_date, quote_etag

from heard.apps.telling.queries import place_of
from heard.web.streams import PIECE, lasting

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class _File:
    """A stored file as it is now. `tag` changes whenever the bytes may have."""

    place: Path
    size: int
    tag: str
    changed: str

    @classmethod
    def at(cls, path: str) -> _File:
        place = place_of(path)
        try:
            stat = place.stat()
        except FileNotFoundError:
            raise Http404 from None
        return cls(place, stat.st_size, quote_etag(f"{stat.st_mtime_ns:x}-{stat.st_size:x}"), http_date(stat.st_mtime))


def sent_file(request: HttpRequest, path: str, media_type: str, *, download_as: str = "") -> HttpResponseBase:
    """The file at a stored path, by us or, where the host said so, by the web server in front.

    Of what is played, a part is never longer than one piece, as RFC 9110 (15.3.7) allows: a player asks for the next
    one when it needs it, and a listener who pauses holds nothing of ours. What is downloaded comes as it was asked for.
    """
    file = _File.at(path)
    if settings.HEARD["HEARD_ACCEL"]:
        response: HttpResponseBase = HttpResponse()
        response.headers["X-Accel-Redirect"] = f"{settings.HEARD['HEARD_ACCEL'].rstrip('/')}/{path}"
    else:
        response = _answer(request, file, most=file.size if download_as else PIECE)
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = content_disposition_header(bool(download_as), download_as) or "inline"
    # Asked for anew each time, because a story that was taken back is gone at once.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"], response.headers["Last-Modified"] = file.tag, file.changed
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _answer(request: HttpRequest, file: _File, most: int) -> HttpResponseBase:
    if file.tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304)
    if request.method == "HEAD":  # a range asks something of GET alone
        return HttpResponse(headers={"Content-Length": str(file.size)})
    part = _part(request, file)
    if part is None:
        return _sent(file, 0, file.size)
    start, end = part
    if start >= end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    end = min(end, start + most)
    response = _sent(file, start, end)
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    return response


def _part(request: HttpRequest, file: _File) -> tuple[int, int] | None:
    """What is asked for, as from and up to; the same twice when there is no such part; None for the whole.

    Several ranges at once, and anything that cannot be read, get the whole, as the standard allows.
    """
    if request.headers.get("If-Range", file.tag) not in (file.tag, file.changed):
        return None
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if asked is None or asked[0] == "bytes=-":
        return None
    first, last = asked.groups()
    if not first:
        return max(0, file.size - int(last)), file.size
    if last and int(last) < int(first):
        return None
    end = min(int(last) + 1, file.size) if last else file.size
    return min(int(first), end), end


def _sent(file: _File, start: int, end: int) -> HttpResponseBase:
    pieces, length = _pieces(file.place, start, end), {"Content-Length": str(end - start)}
    if end - start <= PIECE:
        return HttpResponse(b"".join(pieces), headers=length)
    return lasting(pieces, headers=length)


def _pieces(place: Path, start: int, end: int) -> Iterator[bytes]:
    with place.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(PIECE, end - start))):
            start += len(piece)
            yield piece
