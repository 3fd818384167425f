"""Lists of stories for feed readers (Atom, RFC 4287): any list of pages can be followed by one view and one address."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from heard.apps.exploring.queries import first_with_changes
from heard.apps.telling.models import Story
from heard.web.network import network

_MOST = 30
# XML has no way to write these, not even escaped.
_UNWRITABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))


LONG_AGO = datetime.fromisoformat("2000-01-01T00:00Z")


class PlainAtom(Atom1Feed):
    """What people wrote is text. Django's own feed says that it is HTML, and readers then take a “<” for a tag."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})

    def latest_post_date(self) -> datetime:
        """Of an empty feed too it is the same each time."""
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)


class _Stories(Feed):  # type: ignore[type-arg]
    feed_type = PlainAtom

    def __init__(self, stories: QuerySet[Story], about: str, page: str) -> None:
        self._stories, self._about, self.link = stories, about, page

    def title(self) -> str:
        site = network().name
        return writable(_("%(site)s: %(about)s") % {"site": site, "about": self._about}) if self._about else site

    def subtitle(self) -> str:
        return _("The newest stories")

    def items(self) -> list[Story]:
        return first_with_changes(self._stories, _MOST)

    def item_title(self, item: Story) -> str:
        return writable(item.title)

    def item_description(self, item: Story) -> str:
        return writable("\n\n".join(filter(None, (note_of(item), item.summary))))

    def item_author_name(self, item: Story) -> str:
        return writable(str(item.reporter))

    def item_pubdate(self, item: Story) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Any) -> datetime:
        changes: list[datetime | None] = [item.published_at, item.words_changed_at, item.created_at]
        return max(at for at in changes if at)


def feed_of(request: HttpRequest, stories: QuerySet[Story], page: str, about: str = "") -> HttpResponseBase:
    """`stories` are what a stranger may see, whoever asks: feeds are kept and passed on. `page` shows the same list;
    `about` says which it is, where it is not all of them."""
    return answered(request, _Stories(stories, about, page))


def answered(request: HttpRequest, feed: Feed) -> HttpResponseBase:  # type: ignore[type-arg]
    """Nothing but “as before” to whoever has it already."""
    response: HttpResponse = feed(request)
    # Without a date: a story that is taken back makes the feed older, and whoever goes by dates would keep it.
    del response.headers["Last-Modified"]
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


def note_of(story: Story) -> str:
    """What is told before it is heard. Empty where there is nothing."""
    return _("Before you begin: %(note)s") % {"note": story.content_note} if story.content_note else ""


def writable(text: str) -> str:
    """Without what no XML can hold."""
    return text.translate(_UNWRITABLE)
