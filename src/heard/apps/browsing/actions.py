"""Make collections, put things into them, and show them to everybody; put places on the map, and give them pictures."""

from __future__ import annotations

from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from heard.apps.browsing.models import Collection, Piece, PlacePicture, Point
from heard.apps.browsing.queries import slug_of
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.journal import actions as journal
from heard.apps.sharing.models import Moment
from heard.apps.telling.actions.pictures import About, empty, fill
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, refuse
from heard.core.maps import point_faults
from heard.core.people.fields import COLLECTION, PIECE, text_faults
from heard.core.people.permissions import Right, check
from heard.core.people.pictures import about_faults
from heard.core.people.states import check_can_move
from heard.web.slugs import free_slug

State = Collection.State
MOST_PIECES = 100
_PICTURES = "pictures-of-places"
"""Their folder, under MEDIA_ROOT."""


@transaction.atomic
def make(title: str, summary: str, *, by: User) -> Collection:
    check(person(by), Right.CURATE)
    refuse(text_faults({"title": title, "summary": summary}, COLLECTION))
    slug = free_slug(title, Collection.objects.all(), usual="collection", most=120, kept=("new", "pieces"))
    row = Collection.objects.create(title=title, summary=summary, slug=slug, made_by=by)
    journal.write("collection made", about=row, by=by)
    return row


@transaction.atomic
def describe(row: Collection, title: str, summary: str, *, by: User) -> None:
    check(person(by), Right.CURATE)
    refuse(text_faults({"title": title, "summary": summary}, COLLECTION))
    row.title, row.summary = title, summary
    row.save(update_fields=["title", "summary"])
    journal.write("collection described", about=row, by=by)


@transaction.atomic
def add(row: Collection, thing: Story | Moment | str, *, by: User) -> Piece:
    """Put a story, a moment or words at the end."""
    check(person(by), Right.CURATE)
    there = _locked(row)
    if there.count() >= MOST_PIECES:
        raise BadInput(_("A collection holds at most %(most)d things."), code="too-many", most=MOST_PIECES)
    piece = Piece(collection=row, position=max([one.position for one in there], default=0) + 1)
    if isinstance(thing, Story):
        piece.story = thing
    elif isinstance(thing, Moment):
        piece.moment = thing
    else:
        refuse(text_faults({"text": thing}, PIECE))
        if not thing.strip():
            raise BadInput(_("Write something, or give the address of a story or a moment."), code="needed")
        piece.text = thing
    piece.save()
    journal.write("collection filled", about=row, by=by, piece=piece.pk)
    return piece


@transaction.atomic
def move(piece: Piece, places: int, *, by: User) -> None:
    """Up, where `places` is below nought, or down."""
    check(person(by), Right.CURATE)
    order = list(_locked(piece.collection))
    at = order.index(piece)
    order.insert(min(max(at + places, 0), len(order) - 1), order.pop(at))
    for number, one in enumerate(order, 1):
        one.position = number
    Piece.objects.bulk_update(order, ["position"])
    journal.write("collection ordered", about=piece.collection, by=by)


@transaction.atomic
def take_out(piece: Piece, *, by: User) -> None:
    check(person(by), Right.CURATE)
    piece.delete()
    journal.write("collection emptied of", about=piece.collection, by=by)


@transaction.atomic
def publish(row: Collection, *, by: User) -> None:
    check(person(by), Right.CURATE)
    check_can_move("collection", row.state, State.PUBLISHED)
    if not row.pieces.exclude(story=None, moment=None).exists():
        raise BadInput(_("Put a story or a moment into it first."), code="empty")
    row.state, row.published_at = State.PUBLISHED, row.published_at or timezone.now()
    row.save(update_fields=["state", "published_at"])
    journal.write("collection published", about=row, by=by)


@transaction.atomic
def unpublish(row: Collection, *, by: User) -> None:
    check(person(by), Right.CURATE)
    check_can_move("collection", row.state, State.DRAFT)
    row.state = State.DRAFT
    row.save(update_fields=["state"])
    journal.write("collection unpublished", about=row, by=by)


@transaction.atomic
def delete(row: Collection, *, by: User) -> None:
    check(person(by), Right.CURATE)
    check_can_move("collection", row.state, "deleted")
    journal.write("collection deleted", about=row, by=by)
    row.delete()


@transaction.atomic
def put_on_map(slug: str, latitude: Decimal | None, longitude: Decimal | None, *, by: User) -> None:
    """To a tenth of a degree, whatever was given. Neither of the two takes the place off the map."""
    check(person(by), Right.CURATE)
    refuse(point_faults(latitude, longitude))
    if latitude is None or longitude is None:
        if row := Point.objects.filter(slug=slug).first():
            journal.write("place taken off the map", about=row, by=by)
            row.delete()
        return
    where = {"latitude": round(latitude, 1), "longitude": round(longitude, 1)}
    row, _made = Point.objects.update_or_create(slug=slug, defaults=where)
    journal.write("place put on the map", about=row, by=by)


@transaction.atomic
def send_place_picture(slug: str, file: UploadedFile[bytes], about: About, *, by: User) -> None:
    """Raises BadInput for what is no picture, or lacks words or a yes."""
    check(person(by), Right.CURATE)
    refuse(about_faults(vars(about)))
    said = {"described": about.described, "shows": about.shows}
    row, _made = PlacePicture.objects.select_for_update().get_or_create(slug=slug, defaults=said)
    fill(row, file, about, folder=_PICTURES, by=by)
    journal.write("place picture sent", about=row, by=by, agreed=about.agreed)


@transaction.atomic
def drop_place_picture(slug: str, *, by: User) -> None:
    """For every editor; somebody in it asks them, or raises a concern."""
    check(person(by), Right.CURATE)
    if row := PlacePicture.objects.select_for_update().filter(slug=slug).first():
        journal.write("place picture taken away", about=row, by=by)
        empty(row)


@transaction.atomic
def forget_pictures() -> None:
    """Of places of which no story tells any more, not even one that waits to be brought back."""
    told = {slug_of(place) for place in Story.objects.exclude(place="").values_list("place", flat=True).distinct()}
    for row in PlacePicture.objects.select_for_update().exclude(slug__in=told):
        journal.write("place picture forgotten", about=row)
        empty(row)


def _locked(row: Collection) -> QuerySet[Piece]:
    """The pieces of a collection, for one writer at a time."""
    Collection.objects.select_for_update().get(pk=row.pk)
    return row.pieces.order_by("position", "pk")
