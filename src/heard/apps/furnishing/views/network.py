"""One page on which the host makes the network theirs, beside it the first page as it would be; logos and colours."""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.furnishing.actions import drop_logo, furnish, send_logo
from heard.apps.furnishing.forms import LogoForm, NetworkForm
from heard.apps.furnishing.models import Logo
from heard.apps.furnishing.queries import logos
from heard.apps.furnishing.widgets import moved
from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.queries import place_of
from heard.apps.moderating.queries.desk import desk_of
from heard.core.colours import tokens_in_the_dark, tokens_in_the_light
from heard.core.errors import HeardError
from heard.core.people.network import chosen_colours
from heard.core.people.permissions import Right
from heard.web.network import tried_out

_FOR_EVER = "public, max-age=31536000, immutable"


@for_right(Right.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def your_network(request: HttpRequest) -> HttpResponse:
    """POST saves it; by the button of a row it only shows the form with that row a place higher."""
    if move := request.POST.get("move"):
        return _page(request, NetworkForm(moved(request.POST, move)))
    form = NetworkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        furnish(form.said, by=user_of(request))
        messages.success(request, _("Saved. Every page is like that from now on."))
        return redirect("your-network")
    return _page(request, form, status=400 if form.errors else 200)


@for_right(Right.RUN)
@require_POST
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview(request: HttpRequest) -> HttpResponse:
    """The first page as strangers would see it, for the frame beside the form. Nothing is saved."""
    form = NetworkForm(request.POST)
    if not form.is_valid():
        return render(request, "furnishing/no_preview.html", {"form": form})
    asker = HttpRequest()
    asker.META, asker.method, asker.path = {**request.META, "QUERY_STRING": ""}, "GET", reverse("home")
    asker.COOKIES = {}
    asker.user, asker.session = AnonymousUser(), SessionBase()
    asker.csp_nonce = request.csp_nonce  # type: ignore[attr-defined]
    with tried_out(form.said):
        return resolve(asker.path).func(asker)  # type: ignore[no-any-return]


@for_right(Right.RUN)
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, NetworkForm(), form, status=400)
    send_logo(form.cleaned_data["shade"], form.cleaned_data["picture"], by=user_of(request))
    messages.success(request, _("Thank you. In a moment the logo is ready."))
    return redirect(f"{reverse('your-network')}#logo")


@for_right(Right.RUN)
@require_POST
def drop(request: HttpRequest, shade: str) -> HttpResponse:
    drop_logo(shade, by=user_of(request))
    messages.success(request, _("The logo is gone."))
    return redirect(f"{reverse('your-network')}#logo")


@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """To everybody. Another logo has another address."""
    row = get_object_or_404(Logo, made__endswith=f"/{name}.png")
    place = place_of(row.made)
    if not place.is_file():
        raise Http404
    return HttpResponse(place.read_bytes(), "image/png", headers={"Cache-Control": _FOR_EVER})


@require_safe
def colours(request: HttpRequest, chosen: str) -> HttpResponse:
    """What a style sheet needs of the two colours in its address, and of nothing else: so it never changes."""
    try:
        both = chosen_colours(chosen)
    except HeardError:
        raise Http404 from None
    context = {"light": tokens_in_the_light(*both), "dark": tokens_in_the_dark(*both)}
    response = render(request, "furnishing/colours.css", context, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = _FOR_EVER
    return response


def _page(
    request: HttpRequest, form: NetworkForm, logo_form: LogoForm | None = None, status: int = 200
) -> HttpResponse:
    wrong = logo_form or form
    context: dict[str, Any] = {"form": form, "logo_form": logo_form or LogoForm(), "wrong": wrong, "logos": logos()}
    context["desk"] = desk_of(request.user)
    return render(request, "furnishing/network.html", context, status=status)
