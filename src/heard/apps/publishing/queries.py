"""Reads about pages. A page is a draft, or for everybody; what it quotes is asked of the one door each time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.rich_text import expand_db_html

from heard.apps.correcting.queries.reports import with_sound
from heard.apps.joining.queries import Viewer, person
from heard.apps.publishing.models import Article, Guide, PageFile, PagePicture, PlainPage
from heard.apps.publishing.starting import STANDING
from heard.apps.sharing.models import Moment
from heard.apps.sharing.queries import ShownMoment, all_shown
from heard.apps.telling.queries import stories_for
from heard.core.people.permissions import Right, may

A_PAGE = 12
FOUND, MOST_WORDS = 6, 12
"""Articles that a search shows, and words of it that are looked for in them."""
RELATED = 3
SIDES = (480, 960, 1600)
"""Pixels of the longer side of each copy of a picture."""


def may_write(viewer: Viewer) -> bool:
    return may(person(viewer), Right.WRITE_PAGES)


def articles() -> QuerySet[Article]:
    """Those that everybody may read, the newest first."""
    return Article.objects.live().select_related("author", "picture").order_by("-first_published_at", "-pk")


def articles_with(words: str) -> list[Article]:
    """Those in whose title or text all these words stand, best first. What Wagtail's own index knows; a draft is in it
    too, and left out here."""
    asked = " ".join(re.findall(r"\w+", words.replace("\0", " "))[:MOST_WORDS])
    if not asked:
        return []
    found = Article.objects.live().search(asked, operator="and")[:FOUND]
    return list(articles().filter(pk__in=[row.pk for row in found]))


def guides() -> QuerySet[Guide]:
    return Guide.objects.live().order_by("title", "pk")


def pages() -> QuerySet[PlainPage]:
    """Those under the page “About”."""
    return PlainPage.objects.live().exclude(standing="about").order_by("path")


def addresses_listed() -> Iterator[tuple[str, datetime | None]]:
    """What search engines may look at, and when each changed last."""
    for rows in (articles(), guides(), pages()):
        for row in rows.order_by("pk").iterator(chunk_size=500):
            yield row.get_absolute_url(), row.last_published_at


def page_called(slug: str) -> PlainPage:
    """As it was published or, while nobody has taken these pages up, as every network begins. Raises
    PlainPage.DoesNotExist."""
    row = PlainPage.objects.live().filter(slug=slug).first()
    if row is None and slug in STANDING and not PlainPage.objects.filter(standing=slug).exists():
        return starting_page(slug)
    if row is None:
        raise PlainPage.DoesNotExist
    return row


def starting_page(slug: str) -> PlainPage:
    start = STANDING[slug]()
    return PlainPage(
        title=start.title, slug=slug, standing=slug, standfirst=start.standfirst, body=start.body(), live=True
    )


def pages_to_list() -> list[PlainPage]:
    """What the page “About” leads to."""
    return list(pages()) or [starting_page(slug) for slug in STANDING if slug != "about"]


def moved_to(path: str) -> str:
    """Where the page is now that had this address before, if it may be read. Empty where there is none."""
    row = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).select_related("redirect_page").first()
    if row is None or row.redirect_page is None or not row.redirect_page.live:
        return ""
    page = row.redirect_page.specific
    return str(page.get_absolute_url()) if hasattr(page, "door") else ""


# What stands on a page


@dataclass(frozen=True)
class Shown:
    """A piece of a page as somebody may see it. `moment` is a quote; without words in it, its gap says why."""

    kind: str
    value: Any = None
    html: str = ""
    moment: ShownMoment | None = None
    gap: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Step:
    number: int
    title: str
    pieces: list[Shown]


def body_of(viewer: Viewer, body: Iterable[Any]) -> list[Shown]:
    blocks = list(body)
    return list(_shown(blocks, _quoted(viewer, blocks)))


def steps_of(viewer: Viewer, guide: Guide) -> list[Step]:
    steps = [block.value for block in guide.steps]
    moments = _quoted(viewer, [piece for step in steps for piece in step["body"]])
    return [Step(number, step["title"], list(_shown(step["body"], moments))) for number, step in enumerate(steps, 1)]


def _quoted(viewer: Viewer, blocks: Iterable[Any]) -> dict[str, ShownMoment]:
    """The moments that are quoted and whose story somebody may see, by their codes, all at once."""
    codes = {block.value for block in blocks if block.block_type == "quote"}
    if not codes:
        return {}
    rows = list(Moment.objects.filter(code__in=codes))
    related = ("reporter", "recording")
    stories = stories_for(viewer).filter(pk__in={row.story_id for row in rows}).select_related(*related)
    seen = {story.pk: story for story in stories}
    moments = all_shown([(row, seen[row.story_id]) for row in rows if row.story_id in seen])
    with_sound(moment.story for moment in moments)
    return {moment.row.code: moment for moment in moments}


def _shown(blocks: Iterable[Any], moments: dict[str, ShownMoment]) -> Iterator[Shown]:
    for block in blocks:
        kind, value = block.block_type, block.value
        if kind == "quote":
            moment = moments.get(value)
            gap = "" if moment and moment.turns else moment.gap if moment else ""
            yield Shown(kind, moment=moment if moment and moment.turns else None, gap=gap)
        elif kind == "text":
            yield Shown(kind, html=SafeString(expand_db_html(value.source)))
        elif kind in ("heading", "subheading"):
            yield Shown(kind, value, anchor=slugify(value, allow_unicode=True))
        else:
            yield Shown(kind, value)


# What else there is to read


@dataclass(frozen=True)
class Related:
    """An article, and why it is offered."""

    article: Article
    why: str


def related_to(article: Article) -> list[Related]:
    """Those about the same themes, those with most of them first; then others by the same person."""
    if not article.pk:
        return []
    themes = {theme.pk: theme.name for theme in article.themes.all()}
    others = articles().exclude(pk=article.pk)
    alike = others.filter(themes__in=themes).distinct().prefetch_related("themes")[: 4 * RELATED] if themes else []
    found = sorted(((_shared(one, themes), one) for one in alike), key=lambda pair: -len(pair[0]))[:RELATED]
    chosen = [Related(one, _("Also about: %(themes)s") % {"themes": ", ".join(names)}) for names, one in found]
    by_same = _by_the_same(article, others.exclude(pk__in=[one.article.pk for one in chosen]))
    more = [Related(one, _("Also by %(name)s") % {"name": article.by}) for one in by_same[: RELATED - len(chosen)]]
    return chosen + more


def _shared(article: Article, themes: dict[int, str]) -> list[str]:
    return [theme.name for theme in article.themes.all() if theme.pk in themes]


def _by_the_same(article: Article, others: QuerySet[Article]) -> QuerySet[Article]:
    if article.author_id:
        return others.filter(author=article.author_id)
    return others.filter(author=None, author_name=article.author_name) if article.author_name else others.none()


# Pictures and files


def picture_for(viewer: Viewer, pk: int) -> PagePicture:
    """Raises PagePicture.DoesNotExist, as for one that stands on no page that everybody may read."""
    row = PagePicture.objects.get(pk=pk)
    if not (may_write(viewer) or _is_on_a_page(row)):
        raise PagePicture.DoesNotExist
    return row


def file_for(viewer: Viewer, pk: int) -> PageFile:
    row = PageFile.objects.get(pk=pk)
    if not (may_write(viewer) or _is_on_a_page(row)):
        raise PageFile.DoesNotExist
    return row


def _is_on_a_page(row: PagePicture | PageFile) -> bool:
    """Whether a page that everybody may read shows it now."""
    keys = ReferenceIndex.get_references_to(row).values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(key) for key in keys if str(key).isdecimal()]).exists()


# For whoever writes


def being_written() -> QuerySet[Page]:
    """Drafts, and pages with changes that nobody sees yet; the newest change first."""
    changed = Q(live=False) | Q(has_unpublished_changes=True)
    return _ours().filter(changed).order_by("-latest_revision_created_at", "-pk")


def published() -> QuerySet[Page]:
    return _ours().filter(live=True, has_unpublished_changes=False).order_by("-last_published_at", "-pk")


def is_anything_due() -> bool:
    """Whether the day has come on which something was to be published, or not to be shown any more."""
    now = timezone.now()
    if Revision.objects.filter(approved_go_live_at__lt=now).exists():
        return True
    return Page.objects.filter(live=True, expire_at__lt=now).exists()


def _ours() -> QuerySet[Page]:
    return Page.objects.type(Article, Guide, PlainPage)
