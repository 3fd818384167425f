"""Articles and pages for programs: a feed to follow, and what search engines may look at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from heard.apps.publishing import queries
from heard.apps.publishing.feeds import feed_of_articles
from heard.web.sitemaps import list_of_pages


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    return feed_of_articles(request)


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    lists = [(reverse(name), None) for name in ("articles", "guides")]
    return list_of_pages([*lists, *queries.addresses_listed()])
