"""What Wagtail's editor shows, and what it refuses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazily
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from heard.apps.publishing.models import PlainPage, Shelf

_NOT_OURS = {"users", "groups", "workflows", "workflow-tasks", "collections", "sites"}


@hooks.register("construct_settings_menu")
def without_people(request: HttpRequest, items: list[MenuItem]) -> None:
    """People and their roles are looked after on our own pages."""
    items[:] = [item for item in items if item.name not in _NOT_OURS]


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    return MenuItem(_lazily("Back to the site"), reverse("writing"), icon_name="arrow-left", order=1)


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def stays(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Every page leads to these, so they may be rewritten, and not taken away."""
    own = page.specific
    if isinstance(own, Shelf) or (isinstance(own, PlainPage) and own.standing):
        messages.error(request, _("Every page of the site leads here, so it stays. You can change all its words."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None
