"""The searches that somebody keeps."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.exploring import actions
from heard.apps.exploring.forms import FindForm
from heard.apps.exploring.queries.kept import kept_by, kept_search
from heard.apps.joining.models import User


@require_POST
@login_required
def keep(request: HttpRequest) -> HttpResponse:
    actions.keep_search(FindForm(request.POST).wanted, by=_user(request))
    messages.success(request, _("Kept. You will be told when a new story matches."))
    return redirect("kept-searches")


@require_safe
@login_required
def searches(request: HttpRequest) -> HttpResponse:
    return render(request, "exploring/kept.html", {"kept": kept_by(_user(request))})


@require_safe
@login_required
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening it is looking at it: what was new is not new any more."""
    row = kept_search(_user(request), pk)
    actions.note_read(row)
    return redirect(f"{reverse('explore')}?{row.query}")


@require_POST
@login_required
def end(request: HttpRequest, pk: int) -> HttpResponse:
    actions.end_search(kept_search(_user(request), pk), by=_user(request))
    messages.success(request, _("Ended. Nothing of this search is kept."))
    return redirect("kept-searches")


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
