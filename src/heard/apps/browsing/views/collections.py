"""Collections: everybody opens those that are published, editors make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.browsing import actions, queries
from heard.apps.browsing.forms import CollectionForm, PieceForm
from heard.apps.browsing.models import Collection, Piece
from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.models import User
from heard.core.errors import BadInput
from heard.core.people.permissions import Right

Thing = TypeVar("Thing")


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    context = {
        "collections": queries.collections_for(request.user),
        "may_curate": queries.may_curate(request.user),
    }
    return render(request, "browsing/collections.html", context)


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.collections_for(request.user).get(slug=slug)
    pieces = queries.pieces_of(request.user, row)
    context = {
        "collection": row,
        "pieces": pieces,
        "is_curated_story": queries.is_curated_story(pieces),
        "may_curate": queries.may_curate(request.user),
    }
    return render(request, "browsing/collection.html", context)


@for_right(Right.CURATE)
def new_collection(request: HttpRequest) -> HttpResponse:
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = actions.make(given["title"], given["summary"], by=user_of(request))
        return redirect("edit-collection", row.slug)
    return render(request, "browsing/new_collection.html", {"form": form}, status=400 if form.errors else 200)


@for_right(Right.CURATE)
def edit_collection(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows it with everything that can be done; POST changes what it is called."""
    row = get_object_or_404(Collection, slug=slug)
    form = CollectionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.describe(row, given["title"], given["summary"], by=user_of(request))
        return redirect("edit-collection", slug)
    return _desk(request, get_object_or_404(Collection, slug=slug), form=form)


def _desk(
    request: HttpRequest, row: Collection, *, form: CollectionForm | None = None, adding: PieceForm | None = None
) -> HttpResponse:
    form, adding = form or CollectionForm(instance=row), adding or PieceForm()
    context = {
        "collection": row,
        "form": form,
        "adding": adding,
        "pieces": queries.pieces_of(request.user, row),
    }
    return render(
        request, "browsing/edit_collection.html", context, status=400 if form.errors or adding.errors else 200
    )


@for_right(Right.CURATE)
@require_POST
def fill_collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Put something at the end of it."""
    row = get_object_or_404(Collection, slug=slug)
    adding = PieceForm(request.POST)
    if adding.is_valid():
        try:
            actions.add(row, adding.thing, by=user_of(request))
        except BadInput as error:
            adding.add_error("text", error.sentence)
        else:
            return redirect("edit-collection", slug)
    return _desk(request, row, adding=adding)


@for_right(Right.CURATE)
@require_POST
def change_piece(request: HttpRequest, pk: int) -> HttpResponse:
    """Up, down, or out."""
    piece = get_object_or_404(Piece.objects.select_related("collection"), pk=pk)
    return _done(_WITH_PIECES, request, piece, piece.collection.slug)


@for_right(Right.CURATE)
@require_POST
def change_collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish it, make it a draft again, or delete it."""
    row = get_object_or_404(Collection, slug=slug)
    response = _done(_WITH_COLLECTIONS, request, row, slug)
    return response if row.pk else redirect("collections")


def _done(
    ways: dict[str, Callable[[Thing, User], None]], request: HttpRequest, thing: Thing, slug: str
) -> HttpResponse:
    way = ways.get(request.POST.get("do", ""))
    if way is None:
        raise BadInput(_("Choose what to do with it."), code="unknown-way")
    way(thing, user_of(request))
    return redirect("edit-collection", slug)


_WITH_PIECES: dict[str, Callable[[Piece, User], None]] = {
    "up": lambda piece, by: actions.move(piece, -1, by=by),
    "down": lambda piece, by: actions.move(piece, 1, by=by),
    "out": lambda piece, by: actions.take_out(piece, by=by),
}
_WITH_COLLECTIONS: dict[str, Callable[[Collection, User], None]] = {
    "publish": lambda row, by: actions.publish(row, by=by),
    "unpublish": lambda row, by: actions.unpublish(row, by=by),
    "delete": lambda row, by: actions.delete(row, by=by),
}
