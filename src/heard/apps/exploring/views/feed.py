"""The newest stories for feed readers: those that everybody may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.exploring import queries
from heard.apps.exploring.forms import FindForm
from heard.apps.exploring.queries import finding
from heard.apps.exploring.search import Wanted
from heard.apps.telling.models import Story

_MOST = 30
# XML has no way to write these, not even escaped.
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))


class _PlainAtom(Atom1Feed):
    """What people wrote is text. Django's own feed says that it is HTML, and readers then take a “<” for a tag."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self) -> datetime:
        """Of an empty feed too it is the same each time."""
        return max((item["updateddate"] for item in self.items), default=datetime.fromisoformat("2000-01-01T00:00Z"))


class _Newest(Feed):  # type: ignore[type-arg]
    feed_type = _PlainAtom
    link = "/explore/"

    def title(self) -> str:
        return str(settings.SITE_NAME)

    def subtitle(self) -> str:
        return _("The newest stories")

    def items(self) -> list[Story]:
        """Whoever asks, it is what a stranger may see: feeds are kept and passed on."""
        return list(queries.newest_in_feed(_MOST))

    def item_title(self, item: Story) -> str:
        return _writable(item.title)

    def item_description(self, item: Story) -> str:
        return _writable(item.summary)

    def item_author_name(self, item: Story) -> str:
        return _writable(str(item.reporter))

    def item_pubdate(self, item: Story) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Any) -> datetime:
        changes: list[datetime | None] = [item.published_at, item.words_changed_at, item.created_at]
        return max(at for at in changes if at)


class _Found(_Newest):
    """What a search finds, the newest first."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def title(self) -> str:
        if not self.wanted.words:
            return super().title()
        return _writable(_("%(site)s: “%(words)s”") % {"site": settings.SITE_NAME, "words": self.wanted.words})

    def subtitle(self) -> str:
        return _("Stories that a search finds, the newest first")

    def items(self) -> list[Story]:
        return list(finding.found_in_feed(self.wanted, _MOST))


def _writable(text: str) -> str:
    return text.translate(_UNWRITABLE)


@require_safe
def newest(request: HttpRequest) -> HttpResponseBase:
    return _fed(request, _Newest())


@require_safe
def found(request: HttpRequest) -> HttpResponseBase:
    """A search is a feed too."""
    return _fed(request, _Found(FindForm(request.GET).wanted))


def _fed(request: HttpRequest, feed: _Newest) -> HttpResponseBase:
    response: HttpResponse = feed(request)
    # Without a date: a story that is taken back makes the feed older, and whoever goes by dates would keep it.
    del response.headers["Last-Modified"]
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
