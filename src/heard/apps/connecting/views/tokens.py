"""The pages on which somebody lets programs ask for them."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.connecting.actions.tokens import end_token, make_token
from heard.apps.connecting.forms import TokenForm
from heard.apps.connecting.queries import tokens_of
from heard.apps.joining.doors import user_of


@login_required
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [(row, row.has_ended(now)) for row in tokens_of(user_of(request))]
    return render(request, "connecting/tokens.html", {"tokens": rows})


@login_required
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """POST makes one, and shows its secret this once. Whoever finds a browser open gets none: a password or passkey is
    asked for first."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row, secret = make_token(form.wanted, by=user_of(request))
        return render(request, "connecting/made.html", {"token": row, "secret": secret})
    return render(request, "connecting/make.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user = user_of(request)
    end_token(get_object_or_404(tokens_of(user), pk=pk), by=user)
    messages.success(request, _("Ended. The program can do nothing with this token any more."))
    return redirect("tokens")
