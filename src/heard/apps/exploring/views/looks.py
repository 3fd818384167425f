"""How pages look, chosen by whoever reads them and kept on their own device."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.apps.exploring.forms import LooksForm
from heard.web import looks as kept


@require_http_methods(["GET", "HEAD", "POST"])
def looks(request: HttpRequest) -> HttpResponse:
    form = LooksForm(request.POST or None, initial=kept.chosen(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "exploring/looks.html", {"form": form}, status=400 if form.errors else 200)
    response = redirect("looks")
    kept.keep(request, response, form.cleaned_data)
    messages.success(request, _("This is how pages look for you now, on this device."))
    return response
