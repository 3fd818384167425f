"""What leads programs to stories: search, moments, themes, places, reporters, collections and the glossary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from heard.apps.browsing import queries as browsing
from heard.apps.connecting.doors import viewer_of
from heard.apps.connecting.queries import with_all
from heard.apps.connecting.views import shapes
from heard.apps.connecting.views.api import read
from heard.apps.connecting.views.shapes import Answer, Counted, Listing, Moment, Reporter, Term
from heard.apps.exploring.forms import FindForm
from heard.apps.exploring.queries import reporter_for, reporters_for
from heard.apps.exploring.queries.finding import Result, found_stories
from heard.apps.sharing.queries import moment_for
from heard.apps.telling.models import Story as StoryRow
from heard.apps.telling.queries import stories_for
from heard.apps.wording.models import Term as TermRow
from heard.apps.wording.queries import found_terms, term_by

Thing = TypeVar("Thing")
router = Router(tags=[_("Finding")])
words = Router(tags=[_("Words")])
_LONGEST = 200
_PAGES = 10_000


class Page(Schema):
    limit: int = Field(60, ge=1, le=100, description=_("How many on a page."))
    page: int = Field(1, ge=1, le=_PAGES)


class Asked(Schema):
    q: str = Field(
        "", max_length=_LONGEST, description=_("Words, as on the page “Explore”: “in quotes” just so, -not.")
    )
    by: Literal["words", "meaning"] = Field("words", description=_("“meaning” where the site reads meanings."))
    page: int = Field(1, ge=1, le=_PAGES)
    theme: str = Field("", max_length=_LONGEST, description=_("Slug of a theme."))
    place: str = Field("", max_length=_LONGEST, description=_("Name of a place."))
    organisation: str = Field("", max_length=_LONGEST, description=_("Name of an organisation that is spoken of."))
    reporter: str = Field("", max_length=_LONGEST, description=_("Slug of a reporter."))
    group: str = Field("", max_length=_LONGEST, description=_("Slug of a group that stories were gathered with."))
    language: str = Field("", max_length=_LONGEST, description=_("As “en”."))
    length: Literal["", "short", "middle", "long"] = Field("", description=_("Under 5 minutes, under 15, or longer."))
    medium: Literal["", "sound", "film", "text"] = ""
    year: str = Field("", max_length=4, description=_("In which they were told."))


@read(router, "/search/", Answer, summary=_("Find what was said"))
def search(request: HttpRequest, asked: Query[Asked]) -> Answer:
    found = found_stories(viewer_of(request), FindForm(request.GET).wanted, str(asked.page))
    results = list(found.page.object_list) if found.page.number == asked.page else []
    with_all(result.story for result in results)
    more = found.page.number == asked.page and found.page.has_next()
    return Answer(
        items=[_found(result) for result in results],
        stories=len(found.answer.stories),
        words=found.answer.words,
        meant=found.answer.meant,
        next=shapes.address_with(request, page=asked.page + 1) if more else None,
    )


def _found(result: Result) -> shapes.Found:
    said = [
        shapes.Said(text="".join(piece.text for piece in one.pieces), voice=one.voice, start=one.second, end=one.until)
        for one in result.said
    ]
    return shapes.Found(story=shapes.story(result.story), said=said)


class MomentsAsked(Schema):
    limit: int = Field(12, ge=1, le=30, description=_("How many at most."))


@read(router, "/moments/", Listing[Moment], summary=_("The newest moment of each story that may be quoted"))
def moments(request: HttpRequest, asked: Query[MomentsAsked]) -> Listing[Moment]:
    viewer = viewer_of(request)
    found = browsing.moments_from(viewer, stories_for(viewer), asked.limit)
    with_all(one.story for one in found)
    return shapes.listing(request, found, shapes.moment, "")


@read(router, "/moments/{slug:code}/", Moment, summary=_("One moment"))
def moment(request: HttpRequest, code: str) -> Moment:
    shown = moment_for(viewer_of(request), code)
    with_all([shown.story])
    return shapes.moment(shown)


@read(router, "/themes/", Listing[Counted], summary=_("What stories are about"))
def themes(request: HttpRequest) -> Listing[Counted]:
    ways = browsing.themes_of(viewer_of(request))
    return shapes.listing(request, ways, lambda row: shapes.way(row, "theme"), "")


@read(router, "/places/", Listing[Counted], summary=_("Where stories were told"))
def places(request: HttpRequest) -> Listing[Counted]:
    ways = browsing.places_of(viewer_of(request))
    return shapes.listing(request, ways, lambda row: shapes.way(row, "place"), "")


@read(router, "/reporters/", Listing[Reporter], summary=_("Those who gathered a story that you may see"))
def reporters(request: HttpRequest, asked: Query[Page]) -> Listing[Reporter]:
    return paged(request, reporters_for(viewer_of(request)), shapes.reporter, asked)


@read(router, "/reporters/{slug:slug}/", Reporter, summary=_("One reporter"))
def reporter(request: HttpRequest, slug: str) -> Reporter:
    return shapes.reporter(reporter_for(viewer_of(request), slug))


@read(router, "/collections/", Listing[shapes.Collection], summary=_("Collections that editors made"))
def collections(request: HttpRequest, asked: Query[Page]) -> Listing[shapes.Collection]:
    rows = browsing.collections_for(viewer_of(request))
    return paged(request, rows, lambda row: shapes.Collection.model_validate(shapes.collection_facts(row)), asked)


@read(router, "/collections/{slug:slug}/", shapes.WholeCollection, summary=_("One collection, with what is in it"))
def collection(request: HttpRequest, slug: str) -> shapes.WholeCollection:
    viewer = viewer_of(request)
    row = browsing.collections_for(viewer).get(slug=slug)
    shown = browsing.pieces_of(viewer, row)
    with_all({row.pk: row for row in map(_story_of, shown) if row}.values())
    pieces = [shapes.piece(piece) for piece in shown]
    return shapes.WholeCollection.model_validate({**shapes.collection_facts(row), "pieces": pieces})


def _story_of(piece: browsing.ShownPiece) -> StoryRow | None:
    return piece.moment.story if piece.moment else piece.story


class TermsAsked(Page):
    q: str = Field("", max_length=_LONGEST, description=_("Words that stand in the term or its meaning."))
    kind: Literal["", "term", "acronym", "name", "place", "organisation"] = ""


@read(words, "/glossary/", Listing[Term], summary=_("Words explained, A to Z"))
def glossary(request: HttpRequest, asked: Query[TermsAsked]) -> Listing[Term]:
    return paged(request, found_terms(asked.q, asked.kind), shapes.term, asked)


@read(words, "/glossary/{int:pk}/", Term, summary=_("One word"))
def term(request: HttpRequest, pk: int) -> Term:
    row = term_by(pk)
    if not row.is_live:
        raise TermRow.DoesNotExist
    return shapes.term(row)


def paged(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], told: Callable[[Any], Thing], asked: Page
) -> Listing[Thing]:
    """Beyond the last page there is nothing."""
    first = (asked.page - 1) * asked.limit
    found = list(rows[first : first + asked.limit + 1])
    more = shapes.address_with(request, page=asked.page + 1) if len(found) > asked.limit else ""
    return shapes.listing(request, found[: asked.limit], told, more)
