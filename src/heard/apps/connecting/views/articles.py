"""What editors wrote, for programs. A quote is asked of the one door, as on the page."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from heard.apps.connecting.doors import viewer_of
from heard.apps.connecting.queries import with_all
from heard.apps.connecting.views import shapes
from heard.apps.connecting.views.api import read
from heard.apps.connecting.views.finding import Page, paged
from heard.apps.connecting.views.shapes import Listing, Moment, Named
from heard.apps.joining.models import User
from heard.apps.publishing import queries
from heard.apps.publishing.models import Article as ArticleRow
from heard.apps.publishing.models import PageFile, PagePicture
from heard.web.addresses import whole_address

router = Router(tags=[_("Articles")])


class Article(Schema):
    title: str
    slug: str
    address: str
    standfirst: str
    author: str = Field(description=_("Empty where whoever wrote it has left."))
    reporter: Named | None = Field(description=_("Where whoever wrote it has a page here."))
    published_at: datetime | None
    changed_at: datetime | None
    themes: list[Named]


class ArticlePiece(Schema):
    """One thing in an article. A quote without a moment: what was here may not be seen now."""

    kind: str = Field(description=_("text, heading, subheading, quote, picture, table or file."))
    text: str = Field(description=_("As plain text; of a picture what is to be seen in it."))
    html: str
    address: str = Field(description=_("Of a picture or a file."))
    rows: list[list[str]] = Field(description=_("Of a table, its headings first."))
    moment: Moment | None


class WholeArticle(Article):
    pieces: list[ArticlePiece]


@read(router, "/articles/", Listing[Article], summary=_("Articles, the newest first"))
def articles(request: HttpRequest, asked: Query[Page]) -> Listing[Article]:
    return paged(request, queries.articles().prefetch_related("themes"), _article, asked)


@read(router, "/articles/{slug:slug}/", WholeArticle, summary=_("One article, with what is in it"))
def article(request: HttpRequest, slug: str) -> WholeArticle:
    row = queries.articles().get(slug=slug)
    shown = queries.body_of(viewer_of(request), row.body)
    with_all({piece.moment.story.pk: piece.moment.story for piece in shown if piece.moment}.values())
    return WholeArticle(**dict(_article(row)), pieces=[_piece(piece) for piece in shown])


def _article(row: ArticleRow) -> Article:
    author: User | None = row.author
    return Article(
        title=row.title,
        slug=row.slug,
        address=shapes.page_of(row),
        standfirst=row.standfirst,
        author=row.by,
        reporter=shapes.named(author, "reporter") if author and author.is_active else None,
        published_at=row.first_published_at,
        changed_at=row.last_published_at,
        themes=[shapes.named(theme, "theme") for theme in row.themes.all()],
    )


def _piece(shown: queries.Shown) -> ArticlePiece:
    return ArticlePiece(
        kind=shown.kind,
        text=_text_of(shown),
        html=shown.html,
        address=_address_of(shown),
        rows=_rows_of(shown) if shown.kind == "table" else [],
        moment=shapes.moment(shown.moment) if shown.moment else None,
    )


def _text_of(shown: queries.Shown) -> str:
    if shown.kind == "text":
        return " ".join(strip_tags(shown.html.replace("</p>", " ").replace("</li>", " ")).split())
    if shown.kind in ("heading", "subheading"):
        return str(shown.value)
    return {
        "picture": lambda: str(shown.value["described"]),
        "file": lambda: str(shown.value["named"]),
        "table": lambda: str(shown.value.caption),
        "quote": lambda: shown.gap,
    }[shown.kind]()


def _address_of(shown: queries.Shown) -> str:
    thing: PagePicture | PageFile | None = shown.value[shown.kind] if shown.kind in ("picture", "file") else None
    if thing is None:
        return ""
    if isinstance(thing, PagePicture):
        return whole_address(reverse("page-picture", args=[thing.pk, queries.SIDES[-1]]))
    return whole_address(reverse("page-file", args=[thing.pk]))


def _rows_of(shown: queries.Shown) -> list[list[str]]:
    headings = [str(column["heading"]) for column in shown.value.columns]
    return [headings, *([str(cell.value) for cell in row] for row in shown.value.rows)]
