"""How a network begins: whoever was told a secret address on the machine itself becomes its host, and says the first
things about it, one on a page."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from heard.apps.furnishing import actions
from heard.apps.furnishing.forms import HostForm, PartForm
from heard.apps.furnishing.queries import may_begin
from heard.apps.joining.doors import for_right, user_of
from heard.apps.mailing.actions import try_out
from heard.apps.mailing.queries import sending
from heard.core.people.permissions import Right
from heard.web import problems

STEPS = {
    "name": (gettext_lazy("What is the network called?"), ("name", "motto")),
    "colours": (gettext_lazy("Which colours does it have?"), ("band", "accent")),
    "joining": (gettext_lazy("Who may come in?"), ("joining",)),
    "address": (gettext_lazy("Where is it to be found?"), ()),
    "mail": (gettext_lazy("Can it send letters?"), ()),
}
"""After the account of the host: what is asked, and which fields of “Your network” answer it."""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """For nobody but whoever read the address in the terminal, and for them once."""
    if not may_begin(token):
        return problems.link_ended(request, _("The network has begun already, or a letter of the address is missing."))
    form = HostForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        host = actions.begin(token, **form.cleaned_data)
        login(request, host, settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, host, "password")
        return redirect("begin-step", next(iter(STEPS)))
    context = {"form": form, "number": 1, "steps": len(STEPS) + 1}
    return render(request, "furnishing/begin.html", context, status=400 if form.errors else 200)


@for_right(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, step: str) -> HttpResponseBase:
    """One of the questions. Each can be left for later: all are on “Your network” too."""
    if step not in STEPS:
        raise Http404
    if request.method == "POST" and "test" in request.POST:
        try_out(user_of(request).email)
        messages.success(request, _("A letter to you is on its way. Reload this page in a moment."))
        return redirect("begin-step", step)
    title, names = STEPS[step]
    form = PartForm(names, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if names:
            actions.furnish(form.said, by=user_of(request))
        return _after(request, step)
    context = {"form": form, "step": step, "title": title, **_where(step), **_known(step)}
    return render(request, "furnishing/begin_step.html", context, status=400 if form.errors else 200)


def _after(request: HttpRequest, step: str) -> HttpResponse:
    order = [*STEPS, ""]
    following = order[order.index(step) + 1]
    if following:
        return redirect("begin-step", following)
    messages.success(request, _("Your network has begun. What is still missing stands below."))
    return redirect("moderate")


def _where(step: str) -> dict[str, Any]:
    order = [*STEPS]
    at = order.index(step)
    before = order[at - 1] if at else ""
    return {"number": at + 2, "steps": len(order) + 1, "before": before, "is_last": step == order[-1]}


def _known(step: str) -> dict[str, Any]:
    match step:
        case "address":
            return {"address": settings.SITE_URL, "is_https": settings.IS_HTTPS}
        case "mail":
            return {"sending": sending(), "sender": settings.DEFAULT_FROM_EMAIL}
    return {}
