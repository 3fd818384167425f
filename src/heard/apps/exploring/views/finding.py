"""Pages by which people find a story: home, explore, reporters, how it works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from heard.apps.exploring import queries
from heard.apps.exploring.forms import FindForm
from heard.apps.exploring.queries.finding import found_stories
from heard.apps.exploring.queries.sides import KINDS, sides
from heard.apps.exploring.search import Wanted, reads_meanings, suggestions
from heard.apps.joining.portraits import portrait_file
from heard.apps.joining.queries import groups_shown, trainings_of
from heard.core.people.links import Section
from heard.web.network import network


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    counts, shown = queries.counts(), network().sections
    context = {
        "parts": [f"exploring/home/{part}.html" for part in shown if part != Section.VOICE],
        "hears_voice": Section.VOICE in shown,
        "asks_for_help": Section.PUT_RIGHT in shown,
        "newest": queries.newest_stories().prefetch_related(None),
        "to_put_right": queries.story_to_put_right(counts),
        "counts": counts,
    }
    return render(request, "exploring/home.html", context)


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.GET)
    found = found_stories(request.user, form.wanted, request.GET.get("page"))
    context = {
        "form": form,
        "page": found.page,
        "answer": found.answer,
        "wanted": form.wanted != Wanted(),
        "reads_meanings": reads_meanings(),
        "sides": sides(found.answer, form.wanted, request.GET),
        "feed": f"{reverse('explore-feed')}?{urlencode({'q': form.wanted.words, **form.wanted.chosen})}",
    }
    return render(request, "exploring/explore.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """While somebody types: what they may be about to look for."""
    found = suggestions(request.user, request.GET.get("q", ""))
    kinds = {kind: str(title) for kind, title in KINDS.items()}
    told = [{"kind": kinds[one.kind], "text": one.text, "address": one.address} for one in found]
    response = JsonResponse({"suggestions": told})
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def reporters(request: HttpRequest) -> HttpResponse:
    page = queries.reporters_page(request.user, request.GET.get("page"))
    return render(request, "exploring/reporters.html", {"page": page})


@require_safe
def reporter(request: HttpRequest, slug: str) -> HttpResponse:
    person = queries.reporter_for(request.user, slug)
    context = {
        "person": person,
        "page": queries.page_by(person, request.user, request.GET.get("page")),
        "trainings": trainings_of(person),
        "groups": groups_shown(person),
    }
    return render(request, "exploring/reporter.html", context)


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A reporter's picture, for whoever may open their page."""
    return portrait_file(queries.reporter_for(request.user, slug))


@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "exploring/how_it_works.html")
