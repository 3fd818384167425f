"""Themes and places: the list of them, and a page for each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.browsing import actions, queries
from heard.apps.browsing.forms import PointForm
from heard.apps.browsing.queries import Way
from heard.apps.joining.doors import for_right, user_of
from heard.apps.telling.models import Story
from heard.core.people.permissions import Right


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "browsing/themes.html", {"ways": queries.themes_of(request.user)})


@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    row, told = queries.theme_for(request.user, slug)
    stories = queries.stories_under(request.user, row)
    words = {"kind": _("Theme"), "all": _("Themes"), "all_url": reverse("themes")}
    related = queries.related_to(request.user, row)
    more = {"feed": reverse("theme-feed", args=[slug]), "related": related}
    more |= {"search": reverse("explore", query={"theme": slug})}
    return _page(request, Way(row.name, slug, told), stories, words | more)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    ways = queries.places_of(request.user)
    context = {
        "ways": ways,
        "seen": queries.seen(ways),
        "maps": queries.maps_of(ways),
        "may_curate": queries.may_curate(request.user),
    }
    return render(request, "browsing/places.html", context)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    way = queries.place_for(request.user, slug)
    stories = queries.stories_from(request.user, way)
    words = {"kind": _("Place"), "all": _("Places"), "all_url": reverse("places")}
    more = {"feed": reverse("place-feed", args=[slug]), "may_say_more": queries.may_curate(request.user)}
    more |= {"picture": queries.picture_of(slug), "search": reverse("explore", query={"place": way.name})}
    return _page(request, way, stories, words | more)


@for_right(Right.CURATE)
def place_on_map(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows where it lies; POST says it anew, or takes it off the map."""
    way, row = queries.place_for(request.user, slug), queries.point_of(slug)
    begin = {"latitude": row.latitude, "longitude": row.longitude} if row else {}
    form = PointForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.put_on_map(slug, given["latitude"], given["longitude"], by=user_of(request))
        return redirect("places")
    context = {"way": way, "form": form}
    return render(request, "browsing/place_on_map.html", context, status=400 if form.errors else 200)


def _page(request: HttpRequest, way: Way, stories: QuerySet[Story], more: dict[str, Any]) -> HttpResponse:
    context = {
        "way": way,
        "page": _Counted(stories, way.stories).get_page(request.GET.get("page")),
        "moments": queries.moments_from(request.user, stories),
    }
    return render(request, "browsing/way.html", context | more)


class _Counted(Paginator[Story]):
    """Pages of a list of which it is known how long it is."""

    def __init__(self, stories: QuerySet[Story], told: int) -> None:
        super().__init__(stories, queries.A_PAGE)
        self.count = told
