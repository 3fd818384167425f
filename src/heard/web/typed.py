"""What somebody typed into a form that could not be taken: given back on the page that says so, and kept nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Fields that hold a secret: never written onto a page.
_SECRET = re.compile(r"pass|code|secret|token|credential|csrf|altcha|website")
# What forms carry by themselves, and fields that hold words even where it is one short word.
_OURS = {"words", "here", "next"}
_WORDS = {"text", "note", "name", "title", "summary", "meaning", "reason", "said", "place"}
_LONG = 20  # characters


@dataclass(frozen=True)
class Typed:
    """One field of a form as it was sent. `is_shown`: it holds words, rather than what a page put into it."""

    name: str
    value: str
    is_shown: bool

    @property
    def label(self) -> str:
        return re.sub(r"[-_]+", " ", self.name).strip().capitalize()

    @property
    def rows(self) -> int:
        """Lines in a box that is about 60 letters wide."""
        return min(12, max(2, len(self.value) // 60 + self.value.count("\n") + 1))


def typed_into(request: HttpRequest) -> list[Typed]:
    """Every field that can be sent again, or nothing where no words were typed, or a password was asked for."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return []
    sent = [(name, value) for name, values in request.POST.lists() for value in values if not _SECRET.search(name)]
    fields = [Typed(name, str(value), _holds_words(name, str(value))) for name, value in sent]
    return fields if any(field.is_shown for field in fields) else []


def _holds_words(name: str, value: str) -> bool:
    if name in _OURS or not value.strip():
        return False
    return name in _WORDS or len(value) > _LONG or len(value.split()) > 1


def came_from(request: HttpRequest) -> str:
    """The address of the page with the form. Where the browser does not tell: where it was sent to."""
    page = urlsplit(request.headers.get("Referer", ""))
    ours = url_has_allowed_host_and_scheme(page.geturl(), {_host_of(request)}, require_https=request.is_secure())
    if request.method != "POST" or not ours or not page.path:
        return request.get_full_path()
    return f"{page.path}?{page.query}" if page.query else page.path


def is_ours(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site, so that it may be offered to be sent again. Another site must not
    be able to have its own words offered."""
    return request.headers.get("Origin") == f"{request.scheme}://{_host_of(request)}"


def _host_of(request: HttpRequest) -> str:
    """Empty where the site was asked for by a name that is not its own: that is refused, on a page like any other."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""
