"""What search engines may look at: the stories, and the pages that lead to them."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from heard.apps.exploring.queries import listed
from heard.web.sitemaps import Entry, list_of_lists, list_of_pages

_LISTS = ("sitemap-pages", "sitemap-browsing", "sitemap-articles")
_PAGES = (
    "home",
    "explore",
    "reporters",
    "glossary",
    "about",
    "how-it-works",
    "how-we-moderate",
    "how-agreement-works",
    "what-we-keep",
)


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """The lists that there are: those of pages, and as many of stories as are needed."""
    stories = ((reverse("sitemap-stories", args=[number]), changed) for number, changed in listed.lists_of_stories())
    return list_of_lists([*((reverse(name), None) for name in _LISTS), *stories])


@require_safe
@conditional_page
def pages(request: HttpRequest) -> HttpResponse:
    return list_of_pages(_pages())


def _pages() -> Iterator[Entry]:
    yield from ((reverse(name), None) for name in _PAGES)
    for slug, newest in listed.reporters_listed():
        yield reverse("reporter", args=[slug]), newest


@require_safe
@conditional_page
def stories(request: HttpRequest, number: int) -> HttpResponse:
    found = listed.stories_in_list(number)
    if not found:
        raise Http404
    return list_of_pages((reverse("story", args=[slug]), changed) for slug, changed in found)
