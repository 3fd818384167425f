"""The stories as a podcast: RSS 2.0 with what Apple and Podcasting 2.0 (https://podcasting2.org) add to it.

Whoever follows it keeps copies, so it holds what everybody may see and whose people let it be taken away. The copies
are asked for at the address of the sound, which asks the one door each time.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.exploring.feeds import LONG_AGO, answered, note_of, writable
from heard.apps.exploring.queries import listed
from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries import permits
from heard.apps.telling.queries.hiding import trimmed
from heard.core.formats import FORMATS
from heard.core.formats.chapters import JSON_TYPE as CHAPTERS
from heard.core.people.consent import Use
from heard.web import kept
from heard.web.addresses import is_listed, whole_address
from heard.web.languages import first as first_language
from heard.web.network import network

_MOST = 300
_NAMESPACES = {
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
_TYPES = {"audio.m4a": "audio/x-m4a"}
"""What Apple calls it, where that is not what browsers do."""
_OF_ALL_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
Element = tuple[str, str | None, dict[str, str]]


class _Rss(Rss201rev2Feed):
    """`elements` of the whole and of each item are (name, text, attributes)."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **_NAMESPACES}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        _add(handler, self.feed["elements"])
        handler.startElement("itunes:category", {"text": "Society & Culture"})
        handler.addQuickElement("itunes:category", None, {"text": "Personal Journals"})
        handler.endElement("itunes:category")

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        _add(handler, item["elements"])

    def latest_post_date(self) -> datetime:
        """Of an empty podcast too it is the same each time."""
        return max((item["pubdate"] for item in self.items if item["pubdate"]), default=LONG_AGO)


class _Podcast(Feed):  # type: ignore[type-arg]
    feed_type = _Rss
    item_guid_is_permalink = True

    def __init__(self) -> None:
        self.language = str(first_language())

    def link(self) -> str:
        return whole_address("/")

    def feed_url(self) -> str:
        return whole_address(reverse("podcast"))

    def title(self) -> str:
        return network().name

    def description(self) -> str:
        return _("Stories of lived experience, told by the people who lived them.")

    def feed_extra_kwargs(self, obj: None) -> dict[str, Any]:
        return {"elements": list(_of_the_whole())}

    def items(self) -> list[Story]:
        return list(listed.recordings_to_take()[:_MOST])

    def item_title(self, item: Story) -> str:
        return writable(item.title)

    def item_description(self, item: Story) -> str:
        by = _("Gathered by %(name)s") % {"name": item.reporter}
        return writable("\n\n".join(filter(None, (note_of(item), item.summary, by))))

    def item_link(self, item: Story) -> str:
        return whole_address(item.get_absolute_url())

    def item_pubdate(self, item: Story) -> datetime | None:
        return item.published_at

    def item_enclosures(self, item: Story) -> list[Enclosure]:
        copy = listed.copy_of(item)
        address = whole_address(reverse("media", args=[item.slug, copy.name]))
        return [Enclosure(address, str(copy.size), _TYPES.get(copy.name, copy.media_type))]

    def item_extra_kwargs(self, item: Story) -> dict[str, Any]:
        return {"elements": list(_of_one(item))}


def _of_the_whole() -> Iterator[Element]:
    address = whole_address(reverse("podcast"))
    yield "itunes:image", None, {"href": whole_address(static("icons/podcast-1400.png"))}
    yield "itunes:author", network().name, {}
    yield "itunes:explicit", "false", {}
    yield "itunes:type", "episodic", {}
    yield "podcast:guid", str(uuid.uuid5(_OF_ALL_PODCASTS, address.partition("://")[2])), {}
    yield "podcast:locked", "yes", {}  # no other host may take it over
    if not is_listed():
        yield "itunes:block", "Yes", {}


def _of_one(story: Story) -> Iterator[Element]:
    yield "itunes:author", str(story.reporter), {}
    yield "itunes:duration", str(round(_length(story.recording))), {}
    yield "itunes:explicit", "false", {}
    yield "itunes:episodeType", "full", {}
    if story.is_written:  # type: ignore[attr-defined]
        yield from _transcripts(story)
    if story.has_chapters:  # type: ignore[attr-defined]
        address = whole_address(reverse("podcast-chapters", args=[story.slug]))
        yield "podcast:chapters", None, {"url": address, "type": CHAPTERS}
    for name in listed.storytellers(story):
        yield "podcast:person", name, {"role": "guest", "group": "cast"}
    page = whole_address(reverse("reporter", args=[story.reporter.slug]))
    yield "podcast:person", str(story.reporter), {"role": "reporter", "group": "cast", "href": page}
    if licence := listed.address_of_licence(story):
        yield "podcast:license", story.licence.lower().replace(" ", "-"), {"url": licence}


def _length(recording: Recording) -> float:
    """Of the file: what was cut off at its end is gone, and what was at its beginning is silent."""
    return trimmed(recording)[1] or recording.duration or 0.0


def _transcripts(story: Story) -> Iterator[Element]:
    """Captions in any case: without them some people cannot follow. Files of the words where they may be taken."""
    yield _transcript(story, "vtt", reverse("captions", args=[story.slug]), rel="captions")
    if permits(story, Use.EXPORT):
        yield _transcript(story, "srt", reverse("transcript-file", args=[story.slug, "srt"]))


def _transcript(story: Story, suffix: str, path: str, **more: str) -> Element:
    how = {"url": whole_address(path), "type": FORMATS[suffix].media_type, "language": story.language}
    return "podcast:transcript", None, how | more


def _add(handler: Any, elements: list[Element]) -> None:
    for name, text, attributes in elements:
        handler.addQuickElement(name, writable(text) if text else text, attributes)


@require_safe
def podcast(request: HttpRequest) -> HttpResponseBase:
    """Many programs ask for it often and seldom is anything new. So it is kept while nothing changes that it tells."""
    feed = _Podcast()
    state = listed.state_of_recordings(_MOST)
    if state is None:
        return answered(request, feed)
    return kept.file(request, _Rss.content_type, state, lambda: feed(request).content)
