"""Pages about everything that is kept of somebody: what it is, the file of it, and leaving."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.models import User
from heard.apps.joining.queries import other_hosts, person_at
from heard.apps.leaving.actions import Stories, leave, note_download
from heard.apps.leaving.archive import zipped
from heard.apps.leaving.forms import LeaveForm
from heard.apps.leaving.holdings import After, what_becomes
from heard.apps.leaving.queries import parts_of
from heard.core.people.permissions import Right, Role
from heard.web.streams import lasting


@login_required
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """What is kept, what becomes of each thing, and the two doors: take it with you, or leave."""
    return render(request, "leaving/your_data.html", _fates())


def _fates() -> dict[str, object]:
    return {
        "erased": what_becomes(After.ERASED),
        "nameless": [*what_becomes(After.NAMELESS), *what_becomes(After.LET_GO)],
    }


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
@require_safe
def download_mine(request: HttpRequest) -> HttpResponseBase:
    user = user_of(request)
    return _file(user, by=user)


@for_right(Right.SEE_PRIVATE)
@never_cache
@require_POST
def download_person(request: HttpRequest, slug: str) -> HttpResponseBase:
    """For somebody who asked the host for it in a letter."""
    return _file(person_at(slug), by=user_of(request))


def _file(user: User, *, by: User) -> HttpResponseBase:
    note_download(user, by=by)
    name = f"{user.slug}-{timezone.localdate()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return lasting(zipped(parts_of(user)), content_type="application/zip", headers=headers)


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
def leave_page(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    last_host = user.role == Role.HOST and not other_hosts(user).exists()
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        leave(user, Stories(form.cleaned_data["stories"]))
        logout(request)
        messages.success(request, _("Your account is gone. Thank you for having been here."))
        return redirect("home")
    context = {"form": form, "last_host": last_host, "told": user.stories.count(), **_fates()}
    return render(request, "leaving/leave.html", context)
