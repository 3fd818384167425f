"""One page on which the host makes the network theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.apps.furnishing.actions import furnish
from heard.apps.furnishing.forms import NetworkForm
from heard.apps.joining.doors import for_right, user_of
from heard.apps.moderating.queries.desk import desk_of
from heard.core.people.permissions import Right


@for_right(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def your_network(request: HttpRequest) -> HttpResponse:
    form = NetworkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        furnish(form.said, by=user_of(request))
        messages.success(request, _("Saved. Every page is like that from now on."))
        return redirect("your-network")
    context = {"form": form, "desk": desk_of(request.user)}
    return render(request, "furnishing/network.html", context, status=400 if form.errors else 200)
