"""The newest stories for feed readers: those that everybody may see."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.exploring import queries
from heard.apps.telling.models import Story

_MOST = 30


class _Newest(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    link = "/explore/"

    def title(self) -> str:
        return str(settings.SITE_NAME)

    def subtitle(self) -> str:
        return _("The newest stories")

    def items(self) -> list[Story]:
        """Whoever asks, it is what a stranger may see: feeds are kept and passed on."""
        return list(queries.newest_stories(_MOST))

    def item_title(self, item: Story) -> str:
        return item.title

    def item_description(self, item: Story) -> str:
        return item.summary

    def item_author_name(self, item: Story) -> str:
        return str(item.reporter)

    def item_pubdate(self, item: Story) -> datetime | None:
        return item.published_at


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    return _Newest()(request)
