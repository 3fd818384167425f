"""What everybody may know about how the network is run."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.apps.hosting.queries.kept import ROOMS
from heard.apps.hosting.queries.retention import last_look, rule_runs
from heard.apps.joining.queries import person
from heard.apps.mailing.actions import clear_given_up, try_now, try_out
from heard.apps.mailing.problems import PROBLEMS
from heard.apps.mailing.queries import given_up_letters, sending
from heard.apps.moderating.queries.desk import desk_of
from heard.core.people.permissions import Right, Role, check

_SHOWN = 100


@require_safe
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """To everybody what is kept and how long; to the host where it lies, too."""
    context = {
        "rooms": ROOMS,
        "rule_runs": list(rule_runs()),
        "clock": last_look(),
        "where": _where() if person(request.user).at_least(Role.HOST) else None,
    }
    return render(request, "hosting/what_we_keep.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """How e-mail goes, for the host: what waits, what could not be sent and why, and a letter to try it out."""
    check(person(request.user), Right.RUN)
    if request.method == "POST":
        _do(request)
        return redirect("letters")
    given_up = [(row, PROBLEMS.get(row.problem)) for row in given_up_letters()[:_SHOWN]]
    context = {"desk": desk_of(request.user), "sending": sending(), "given_up": given_up}
    return render(request, "hosting/letters.html", context)


def _do(request: HttpRequest) -> None:
    match request.POST.get("do"):
        case "again":
            try_now()
            messages.success(request, _("They are tried again now. Reload this page in a moment."))
        case "seen":
            clear_given_up(int(key) for key in request.POST.getlist("letter") if key.isdecimal())
        case "test":
            try_out(request.user.email)  # type: ignore[union-attr]
            messages.success(request, _("A letter to you is on its way. Reload this page in a moment."))


def _where() -> dict[str, object]:
    database = settings.DATABASES["default"]
    return {
        "database": database["NAME"] if "sqlite" in database["ENGINE"] else f"{database['HOST']}/{database['NAME']}",
        "media": settings.MEDIA_ROOT,
        "data": settings.DATA,
    }
