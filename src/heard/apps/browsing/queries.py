"""Reads by which people browse. All start from `stories_for`: what somebody may not see is not counted either."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.text import slugify

from heard.apps.browsing.models import Collection, Piece, PlacePicture, Point
from heard.apps.correcting.queries.reports import with_sound
from heard.apps.exploring.queries import for_cards, state_of_lists
from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import Viewer, groups_with_a_page, person
from heard.apps.sharing.models import Moment
from heard.apps.sharing.queries import ShownMoment, all_shown, shown
from heard.apps.telling.models import Story, Theme
from heard.apps.telling.queries import in_any_of, stories_for, stories_that_permit
from heard.core.maps import KINGDOM, WORLD, Mark, Picture, Placed, marks
from heard.core.people.consent import Use
from heard.core.people.permissions import Right, may
from heard.web.remembered import Remembered

A_PAGE = 12
A_LIST = 60
MOMENTS = 3
RELATED = 8


@dataclass(frozen=True)
class Way:
    """A theme or a place that leads to stories: how many of them somebody may see. `written` is how the stories write
    the name of a place."""

    name: str
    slug: str
    stories: int
    written: tuple[str, ...] = ()


def themes_of(viewer: Viewer) -> list[Way]:
    """Every theme under which there is a story, by name."""
    return _counted(viewer, "themes", lambda: _themes(stories_for(viewer), Theme.objects.all(), "name"))


def theme_for(viewer: Viewer, slug: str) -> tuple[Theme, int]:
    """With how many stories are under it. Raises Theme.DoesNotExist where none of them may be seen."""
    told = next((way.stories for way in themes_of(viewer) if way.slug == slug), 0)
    if not told:
        raise Theme.DoesNotExist
    return Theme.objects.get(slug=slug), told


def stories_under(viewer: Viewer, theme: Theme) -> QuerySet[Story]:
    return for_cards(stories_for(viewer).filter(themes=theme))


def related_to(viewer: Viewer, theme: Theme) -> list[Way]:
    """Themes that the same stories are about, those with most of them first."""

    def count() -> list[Way]:
        together = stories_for(viewer).filter(themes=theme)
        return _themes(together, Theme.objects.exclude(pk=theme.pk), "-told", "name")[:RELATED]

    return _counted(viewer, theme.pk, count)


@dataclass(frozen=True)
class Gathered:
    """What the stories of one reporter are about and where they were told, and some of what was said in them."""

    themes: list[Way]
    places: list[Way]
    moments: list[ShownMoment]


def gathered_by(viewer: Viewer, reporter: User) -> Gathered:
    theirs = stories_for(viewer).filter(reporter=reporter)
    themes = _themes(theirs, Theme.objects.all(), "-told", "name")[:RELATED]
    places = sorted(_places(theirs), key=lambda way: -way.stories)[:RELATED]
    return Gathered(themes, places, moments_from(viewer, theirs))


def _counted(viewer: Viewer, what: Hashable, count: Callable[[], list[Way]]) -> list[Way]:
    """Those who see the same stories share what was counted, as long as these stay the same."""
    state = state_of_lists(viewer)
    return _REMEMBERED.ask((what, isinstance(viewer, User)), state, count)


_REMEMBERED = Remembered()


def _themes(stories: QuerySet[Story], themes: QuerySet[Theme], *order: str) -> list[Way]:
    rows = themes.filter(stories__in=stories).annotate(told=Count("stories", distinct=True))
    return [Way(row.name, row.slug, row.told) for row in rows.order_by(*order)]


def places_of(viewer: Viewer) -> list[Way]:
    """Every place of which somebody tells, by name. Nothing more exact than what the story says is known."""
    return _counted(viewer, "places", lambda: _places(stories_for(viewer)))


def _places(stories: QuerySet[Story]) -> list[Way]:
    found: dict[str, Way] = {}
    for place, told in stories.exclude(place="").order_by().values_list("place").annotate(told=Count("pk")):
        slug = slug_of(place)
        earlier = found.get(slug, Way(place, slug, 0))
        found[slug] = Way(earlier.name, slug, earlier.stories + told, (*earlier.written, place))
    return sorted(found.values(), key=lambda way: way.name.casefold())


def slug_of(place: str) -> str:
    """Places that differ only in case and punctuation are one."""
    return slugify(place, allow_unicode=True) or "-"


def place_for(viewer: Viewer, slug: str) -> Way:
    found = next((way for way in places_of(viewer) if way.slug == slug), None)
    if found is None:
        raise Http404
    return found


def stories_from(viewer: Viewer, place: Way) -> QuerySet[Story]:
    return for_cards(stories_for(viewer).filter(place__in=place.written))


@dataclass(frozen=True)
class Map:
    """A picture of a part of the earth with the places on it."""

    picture: Picture
    marks: list[Mark]


def maps_of(ways: Iterable[Way]) -> list[Map]:
    """Of the places that somebody may see, those that editors put on the map: the United Kingdom, and the world where
    there are any elsewhere."""
    points = {row.slug: row for row in Point.objects.all()}
    found = [(way, points[way.slug]) for way in ways if way.slug in points]
    placed = [Placed(way.name, way.slug, way.stories, float(row.latitude), float(row.longitude)) for way, row in found]
    elsewhere = [one for one in placed if not KINGDOM.holds(*one.point())]
    maps = [Map(KINGDOM, marks(KINGDOM, placed)), Map(WORLD, marks(WORLD, elsewhere))]
    return [one for one in maps if one.marks]


def point_of(slug: str) -> Point | None:
    return Point.objects.filter(slug=slug).first()


def picture_of(slug: str) -> PlacePicture | None:
    return PlacePicture.objects.filter(slug=slug).first()


@dataclass(frozen=True)
class Seen:
    """A place that somebody may see, with its picture."""

    way: Way
    picture: PlacePicture


def seen(ways: Iterable[Way]) -> list[Seen]:
    """Those of which there is a picture."""
    rows = {row.slug: row for row in PlacePicture.objects.exclude(made="")}
    return [Seen(way, rows[way.slug]) for way in ways if way.slug in rows]


def moments_from(viewer: Viewer, stories: QuerySet[Story], most: int = MOMENTS) -> list[ShownMoment]:
    """The newest moments of these stories, one a story, that may be quoted and still read as they did."""
    may_be_read = stories.filter(pk__in=stories_that_permit(Use.QUOTE).values("pk")).order_by()
    related = ("story", "story__reporter", "story__recording")
    rows = list(Moment.objects.filter(in_any_of(may_be_read)).select_related(*related).order_by("-pk")[: 4 * most])
    found: dict[int, ShownMoment] = {}
    while rows and len(found) < most:
        first_of_each = {row.story_id: row for row in reversed(rows)}
        tried = sorted(first_of_each.values(), key=lambda row: -row.pk)[: most - len(found)]
        moments = all_shown([(row, row.story) for row in tried])
        found |= {moment.story.pk: moment for moment in moments if moment.turns}
        rows = [row for row in rows if row not in tried and row.story_id not in found]
    with_sound(moment.story for moment in found.values())
    return list(found.values())


def voice_to_hear() -> ShownMoment | None:
    """A moment for whoever comes for the first time: the first of a published collection, else the newest. None that
    may be hard to hear: nobody has chosen to hear anything yet."""
    stranger = AnonymousUser()
    chosen = Piece.objects.filter(collection__state=Collection.State.PUBLISHED).exclude(moment=None)
    seen = stories_for(stranger).filter(content_note="", words_from=Story.WordsFrom.RECORDING)
    related = ("moment__story__reporter", "moment__story__recording")
    first = chosen.filter(moment__story__in=seen).select_related(*related)
    for piece in first.order_by("-collection__published_at", "position")[:3]:
        moment = shown(piece.moment, piece.moment.story) if piece.moment else None
        if moment and moment.turns:
            return moment
    return next(iter(moments_from(stranger, seen, 1)), None)


# Groups with a page for everybody


def organisations_of(viewer: Viewer) -> QuerySet[Group]:
    """Each with `told`, how many of the stories that were gathered with it somebody may see."""
    theirs = stories_for(viewer).filter(gathered_with=OuterRef("pk")).order_by()
    told = Subquery(theirs.values("gathered_with").annotate(told=Count("pk")).values("told"))
    return groups_with_a_page().annotate(told=Coalesce(told, 0))


def stories_with(viewer: Viewer, group: Group) -> QuerySet[Story]:
    return for_cards(stories_for(viewer).filter(gathered_with=group))


def reporters_with(viewer: Viewer, group: Group) -> QuerySet[User]:
    """Who gathered these stories. Who else belongs to it is told nobody."""
    return User.objects.filter(pk__in=stories_with(viewer, group).order_by().values("reporter")).order_by("name", "pk")


# Collections


def may_curate(viewer: Viewer) -> bool:
    return may(person(viewer), Right.CURATE)


def collections_for(viewer: Viewer) -> QuerySet[Collection]:
    every = Collection.objects.annotate(things=Count("pieces", filter=~Q(pieces__story=None) | ~Q(pieces__moment=None)))
    return every if may_curate(viewer) else every.filter(state=Collection.State.PUBLISHED)


@dataclass(frozen=True)
class ShownPiece:
    """A piece as somebody may see it: a story, a moment, words, or a `gap` where something was."""

    row: Piece
    story: Story | None = None
    moment: ShownMoment | None = None
    is_gap: bool = False


def pieces_of(viewer: Viewer, collection: Collection) -> list[ShownPiece]:
    rows = list(collection.pieces.select_related("moment"))
    keys = [row.moment.story_id if row.moment else row.story_id or 0 for row in rows]
    seen = {story.pk: story for story in for_cards(stories_for(viewer).filter(pk__in=keys))}
    asked = [(row.moment, seen[row.moment.story_id]) for row in rows if row.moment and row.moment.story_id in seen]
    moments = {moment.row.pk: moment for moment in all_shown(asked)}
    with_sound(moment.story for moment in moments.values())
    return [_piece(row, seen, moments) for row in rows]


def stories_in(viewer: Viewer, collection: Collection) -> QuerySet[Story]:
    """Those that it shows, or shows a moment of."""
    pieces = collection.pieces.order_by()
    keys = pieces.exclude(story=None).values("story"), pieces.exclude(moment=None).values("moment__story")
    return for_cards(stories_for(viewer).filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1])))


def _piece(row: Piece, seen: dict[int, Story], moments: dict[int, ShownMoment]) -> ShownPiece:
    if row.text:
        return ShownPiece(row)
    if row.moment:
        moment = moments.get(row.moment.pk)
        return ShownPiece(row, moment=moment, is_gap=moment is None or not moment.turns)
    story = seen.get(row.story_id or 0)
    return ShownPiece(row, story=story, is_gap=story is None)


def is_curated_story(pieces: Sequence[ShownPiece]) -> bool:
    """Moments and words alone, at least two moments: it plays through as one."""
    moments = [piece for piece in pieces if piece.moment and not piece.is_gap]
    return len(moments) > 1 and not any(piece.story for piece in pieces)
