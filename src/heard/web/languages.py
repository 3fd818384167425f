"""The languages of pages: those that the host offers, the one that a reader chose or their browser asks for."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from heard.core.people.network import LANGUAGES
from heard.web.network import network


def offered() -> list[tuple[str, str]]:
    """Codes, and names as their speakers write them."""
    return [(code, LANGUAGES[code]) for code in network().languages if code in LANGUAGES]


def first() -> str:
    """For whoever asks for none of them, and for what is made for everybody: letters, cards, feeds."""
    return network().language


class Offered(LocaleMiddleware):
    """Django's own asks the settings, which name all languages that there are."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(_chosen(request))
        request.LANGUAGE_CODE = translation.get_language()


def _chosen(request: HttpRequest) -> str:
    codes = dict(offered())
    return next((code for code in _asked_for(request) if code in codes), first())


def _asked_for(request: HttpRequest) -> Iterator[str]:
    """First what was chosen at the foot of a page."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    for asked in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), *(code for code, _weight in accepted)):
        try:
            yield get_supported_language_variant(asked)
        except LookupError:
            continue
