"""Organisations and groups that have a page for everybody: the list of them, and a page for each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heard.apps.browsing import queries
from heard.apps.joining.queries import groups_for
from heard.core.formats import schema_org
from heard.web.addresses import whole_address


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    groups = queries.organisations_of(request.user)
    page = Paginator(groups, queries.A_LIST).get_page(request.GET.get("page"))
    return render(request, "browsing/organisations.html", {"page": page})


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    row = queries.organisations_of(request.user).get(slug=slug)
    stories = queries.stories_with(request.user, row)
    address = whole_address(reverse("organisation", args=[slug]))
    context = {
        "group": row,
        "page": Paginator(stories, queries.A_PAGE).get_page(request.GET.get("page")),
        "moments": queries.moments_from(request.user, stories),
        "reporters": queries.reporters_with(request.user, row)[: queries.A_LIST],
        "may_look_inside": groups_for(request.user).filter(pk=row.pk).exists(),
        "linked_data": schema_org.written(schema_org.of_organization(row.name, address, row.about, row.website)),
    }
    return render(request, "browsing/organisation.html", context)
