"""The desk of those who write: what there is, and the ways into the editor."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.apps.joining.doors import for_right
from heard.apps.publishing import actions, queries
from heard.apps.publishing.models import PlainPage, Shelf
from heard.core.people.permissions import Right

A_LIST = 30


@for_right(Right.WRITE_PAGES)
@require_safe
def writing(request: HttpRequest) -> HttpResponse:
    actions.begin()
    context = {
        "shelves": {row.slug: row.pk for row in Shelf.objects.all()},
        "about": PlainPage.objects.get(standing="about"),
        "drafts": queries.being_written()[:A_LIST],
        "page": Paginator(queries.published(), A_LIST).get_page(request.GET.get("page")),
    }
    return render(request, "publishing/writing.html", context)
