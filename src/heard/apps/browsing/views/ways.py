"""Themes and places: the list of them, and a page for each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.apps.browsing import queries


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "browsing/themes.html", {"ways": queries.themes_of(request.user)})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.theme_for(request.user, slug)
    stories = queries.stories_under(request.user, row)
    context = {
        "theme": row,
        "page": Paginator(stories, queries.A_PAGE).get_page(request.GET.get("page")),
        "moments": queries.moments_from(request.user, stories),
        "related": queries.related_to(request.user, row),
    }
    return render(request, "browsing/theme.html", context)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    return render(request, "browsing/places.html", {"ways": queries.places_of(request.user)})


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    way = queries.place_for(request.user, slug)
    stories = queries.stories_from(request.user, slug)
    context = {
        "place": way,
        "page": Paginator(stories, queries.A_PAGE).get_page(request.GET.get("page")),
        "moments": queries.moments_from(request.user, stories),
    }
    return render(request, "browsing/place.html", context)
