"""Articles for feed readers (Atom, RFC 4287)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.apps.exploring.feeds import LONG_AGO, PlainAtom, answered, writable
from heard.apps.publishing import queries
from heard.apps.publishing.models import Article
from heard.web.network import network

MOST = 30


class _Articles(Feed):  # type: ignore[type-arg]
    feed_type = PlainAtom

    def title(self) -> str:
        return writable(_("%(site)s: %(about)s") % {"site": network().name, "about": _("Articles")})

    def link(self) -> str:
        return reverse("articles")

    def items(self) -> list[Article]:
        return list(queries.articles()[:MOST])

    def item_title(self, item: Article) -> str:
        return writable(item.title)

    def item_description(self, item: Article) -> str:
        return writable(item.standfirst)

    def item_author_name(self, item: Article) -> str:
        return writable(item.by)

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Article) -> datetime:
        return item.last_published_at or item.first_published_at or LONG_AGO


def feed_of_articles(request: HttpRequest) -> HttpResponseBase:
    return answered(request, _Articles())
