"""Themes, places, organisations and collections for programs: feeds to follow, and what search engines may look at.
Whoever asks, it is what a stranger may see."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from heard.apps.browsing import queries
from heard.apps.exploring.feeds import feed_of
from heard.web.sitemaps import Entry, list_of_pages

_STRANGER = AnonymousUser()


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponseBase:
    row, _told = queries.theme_for(_STRANGER, slug)
    return feed_of(request, queries.stories_under(_STRANGER, row), reverse("theme", args=[slug]), row.name)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponseBase:
    way = queries.place_for(_STRANGER, slug)
    return feed_of(request, queries.stories_from(_STRANGER, way), reverse("place", args=[slug]), way.name)


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = queries.collections_for(_STRANGER).get(slug=slug)
    return feed_of(request, queries.stories_in(_STRANGER, row), row.get_absolute_url(), row.title)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = queries.organisations_of(_STRANGER).get(slug=slug)
    return feed_of(request, queries.stories_with(_STRANGER, row), reverse("organisation", args=[slug]), row.name)


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    return list_of_pages(_pages())


def _pages() -> Iterator[Entry]:
    yield from ((reverse(name), None) for name in ("themes", "places", "collections", "organisations"))
    yield from ((reverse("theme", args=[way.slug]), None) for way in queries.themes_of(_STRANGER))
    yield from ((reverse("place", args=[way.slug]), None) for way in queries.places_of(_STRANGER))
    yield from ((reverse("organisation", args=[row.slug]), None) for row in queries.organisations_of(_STRANGER))
    for row in queries.collections_for(_STRANGER):
        yield reverse("collection", args=[row.slug]), row.published_at
