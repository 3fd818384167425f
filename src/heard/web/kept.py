"""Pages that every stranger gets alike, kept ready in the memory of each web process, and nowhere else.

A stranger is somebody whom nothing tells from others: not signed in, nothing sent before, no message waiting. Their
page is made as if for a request that holds nothing of anybody's: only the address, so that no cookie can find its way
into it. What has to be each visitor's own, the token of forms and the nonce of the policy, is a hole in the page and
is filled when it is sent.

The caller asks each time whether the page may be seen at all, and says in `state` what it depends on now: with another
state it is made anew, as it is when the host says something else of the network. What is kept is compressed, piece by
piece between the holes, so that sending costs next to nothing. It lies in memory for ten minutes at most, so that words
that were taken back do not stay there.
"""

from __future__ import annotations

import re
import secrets
import struct
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from heard.web import looks, notes
from heard.web.network import network

MINUTES = 10
_ADDRESS = ("PATH_INFO", "SCRIPT_NAME", "QUERY_STRING", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT")
_TOKEN, _NONCE = secrets.token_hex(16), secrets.token_hex(16)  # nobody can write these into a page
_HOLES = re.compile(f"({_TOKEN}|{_NONCE})".encode())
_ZEROS = memoryview(bytes(4 * 1024**2))
_GZIP_HEAD, _DEFLATE_END = b"\x1f\x8b\x08\0\0\0\0\0\0\xff", b"\x03\0"

Context = Callable[[HttpRequest], dict[str, Any]]
"""What a template shows to whoever sends a request."""


def is_strangers(request: HttpRequest, *queries: str) -> bool:
    """Whether a kept page will do for it. `queries` are those that it may have besides none: whatever else may stand in
    an address is not worth keeping a page for."""
    theirs = {settings.SESSION_COOKIE_NAME, "messages", looks.COOKIE, notes.COOKIE}.intersection(request.COOKIES)
    plain = request.META.get("QUERY_STRING", "") in ("", *queries)
    return plain and not theirs and request.method in ("GET", "HEAD") and not request.user.is_authenticated


def page(request: HttpRequest, template: str, state: Hashable, context: Context) -> HttpResponse:
    """The page for a stranger's request, as kept, else made anew. The caller has asked whether it may be seen, and
    read `state` before anything that the page shows."""
    how = (request.scheme, request.get_host(), get_language(), looks.saves_data(request))
    place, state = (template, request.get_full_path(), *how), (network(), state)
    kept = SHELF.found(place, state)
    if kept is None:
        kept = _made(render_to_string(template, *_for_nobody(request, context)).encode())
        SHELF.put(place, state, kept)
    return _answer(request, kept)


def file(request: HttpRequest, content_type: str, state: Hashable, made: Callable[[], bytes]) -> HttpResponse:
    """A file that says the same to whoever asks, as kept, else made anew. The caller read `state` before anything that
    stands in it. Nothing but “as before” to whoever has it already, and nothing is made for that."""
    place, state = (request.path, request.scheme, request.get_host(), get_language()), (network(), state)
    kept = SHELF.found(place, state)
    if kept is None:
        kept = _made(made())
        SHELF.put(place, state, kept)
    etag = f'"{kept.tag[:32]}"'
    response = get_conditional_response(request, etag=etag) or _sent(request, kept, {})
    response.headers["ETag"] = etag
    if response.status_code == 200:
        response.headers["Content-Type"] = content_type
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response


def _for_nobody(request: HttpRequest, context: Context) -> tuple[dict[str, Any], HttpRequest]:
    known = {name: request.META[name] for name in _ADDRESS if name in request.META}
    known |= {"HTTP_SAVE_DATA": "on"} if looks.saves_data(request) else {}
    asker = WSGIRequest({**known, "REQUEST_METHOD": "GET", "wsgi.url_scheme": request.scheme, "wsgi.input": BytesIO()})
    asker.user, asker.session = AnonymousUser(), SessionBase()
    asker.csp_nonce = _NONCE  # type: ignore[attr-defined]
    return {**context(asker), "csrf_token": _TOKEN}, asker


@dataclass(frozen=True)
class _Piece:
    """Part of a page: compressed, how long it was, and by what it changes the checksum of what came before."""

    squeezed: bytes
    length: int
    change: int

    @property
    def text(self) -> bytes:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.squeezed)


@dataclass(frozen=True)
class _Kept:
    pieces: tuple[_Piece, ...]
    holes: tuple[str, ...]
    tag: str

    @cached_property
    def size(self) -> int:
        return sum(len(piece.squeezed) for piece in self.pieces)

    def filled(self, fill: Mapping[str, bytes]) -> Iterator[tuple[_Piece, bytes]]:
        """Each piece with what fills the hole behind it, the last with nothing."""
        return zip(self.pieces, [*(fill[hole] for hole in self.holes), b""], strict=True)

    def whole(self, fill: Mapping[str, bytes]) -> bytes:
        return b"".join(piece.text + filled for piece, filled in self.filled(fill))

    def squeezed(self, fill: Mapping[str, bytes]) -> bytes:
        """As one gzip stream (RFC 1952): the pieces as they are, what fills the holes uncompressed between them, and
        the checksum of all of it, which CRC-32 lets us work out without the text."""
        sent, crc, length = [_GZIP_HEAD], 0, 0
        for piece, filled in self.filled(fill):
            sent += [piece.squeezed, _stored(filled)]
            crc = zlib.crc32(filled, zlib.crc32(_ZEROS[: piece.length], crc) ^ piece.change)
            length += piece.length + len(filled)
        return b"".join([*sent, _DEFLATE_END, struct.pack("<II", crc, length)])


def _made(body: bytes) -> _Kept:
    parts = _HOLES.split(body)
    pieces, holes = parts[::2], tuple(part.decode() for part in parts[1::2])
    named = ["token" if hole == _TOKEN else "nonce" for hole in holes]
    tag = sha256(b"\0".join(pieces) + repr(named).encode()).hexdigest()
    return _Kept(tuple(map(_piece, pieces)), holes, tag)


def _piece(text: bytes) -> _Piece:
    """A full flush ends it at a whole byte, and nothing in it points to what came before."""
    squeezer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    squeezed = squeezer.compress(text) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return _Piece(squeezed, len(text), zlib.crc32(text) ^ zlib.crc32(_ZEROS[: len(text)]))


def _stored(text: bytes) -> bytes:
    """A block of the deflate format that is not compressed (RFC 1951, 3.2.4)."""
    return struct.pack("<BHH", 0, len(text), len(text) ^ 0xFFFF) + text if text else b""


def _answer(request: HttpRequest, kept: _Kept) -> HttpResponse:
    """Nothing but “as before” to whoever has the page with the token of the cookie that they sent. It says nothing of
    the policy then: the nonce in the page is that of the policy which came with it."""
    token = get_token(request)
    tag = salted_hmac("heard.web.kept", kept.tag + request.META["CSRF_COOKIE"]).hexdigest()
    etag = f'W/"{tag[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is not None:
        response._csp_exempt = True  # type: ignore[attr-defined]
    else:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
        response = _sent(request, kept, {_TOKEN: token.encode(), _NONCE: nonce.encode()})
    response.headers["ETag"] = etag
    patch_vary_headers(response, ["Accept-Encoding", "Cookie", "Save-Data"])
    return response


def _sent(request: HttpRequest, kept: _Kept, fill: Mapping[str, bytes]) -> HttpResponse:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(kept.whole(fill))
    return HttpResponse(kept.squeezed(fill), headers={"Content-Encoding": "gzip"})


class Shelf:
    """Pages by where they are, each with the state that it was made in and when. The oldest make room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, tuple[Hashable, _Kept, float]] = OrderedDict()
        self.size = 0
        """Bytes."""
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def found(self, place: Hashable, state: Hashable) -> _Kept | None:
        with self._lock:
            self._drop_old(time.monotonic() - 60 * MINUTES)
            known, kept, _ = self._pages.get(place, (None, None, 0.0))
            return kept if known == state else None

    def put(self, place: Hashable, state: Hashable, kept: _Kept) -> None:
        most = settings.HEARD["HEARD_KEPT_PAGES"]
        if kept.size > most or any(piece.length > len(_ZEROS) for piece in kept.pieces):
            return
        with self._lock:
            self._drop(place)
            self._pages[place] = (state, kept, time.monotonic())
            self.size += kept.size
            while self.size > most:
                self._drop(self._oldest)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0

    @property
    def _oldest(self) -> Hashable:
        return next(iter(self._pages))

    def _drop(self, place: Hashable) -> None:
        if place in self._pages:
            self.size -= self._pages.pop(place)[1].size

    def _drop_old(self, before: float) -> None:
        while self._pages and self._pages[self._oldest][2] < before:
            self._drop(self._oldest)


SHELF = Shelf()
