"""The picture of a place: sent, shown to those who may see a story from there, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.browsing import actions, queries
from heard.apps.browsing.forms import PlacePictureForm
from heard.apps.joining.doors import for_right, user_of
from heard.apps.telling.delivery import sent_file
from heard.apps.telling.models.pictures import SIDES
from heard.core.people.permissions import Right


@require_safe
def picture(request: HttpRequest, slug: str, side: int) -> HttpResponseBase:
    """A copy. A place is there for whoever may see a story that tells of it."""
    way = queries.place_for(request.user, slug)
    row = queries.picture_of(way.slug)
    if row is None or not row.made or side not in SIDES:
        raise Http404
    return sent_file(request, row.path_of(side), "image/jpeg")


@for_right(Right.CURATE)
def place_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows it; POST sends another one."""
    way = queries.place_for(request.user, slug)
    form = PlacePictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.send_place_picture(slug, form.cleaned_data["picture"], form.about(), by=user_of(request))
        messages.success(request, _("Thank you. In a moment smaller copies of the picture are ready."))
        return redirect("place-picture", slug)
    context = {"way": way, "form": form, "picture": queries.picture_of(slug)}
    return render(request, "browsing/place_picture.html", context, status=400 if form.errors else 200)


@for_right(Right.CURATE)
@require_POST
def drop_place_picture(request: HttpRequest, slug: str) -> HttpResponse:
    way = queries.place_for(request.user, slug)
    actions.drop_place_picture(way.slug, by=user_of(request))
    messages.success(request, _("The picture is gone."))
    return redirect("place-picture", slug)
