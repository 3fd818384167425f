"""The pages on which the host says which programs are told what happens to stories."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.connecting.actions.webhooks import end_webhook, make_webhook, send_test
from heard.apps.connecting.forms import WebhookForm
from heard.apps.connecting.models import Webhook
from heard.apps.connecting.queries.webhooks import webhooks as all_of_them
from heard.apps.joining.doors import for_right, user_of
from heard.core.people.permissions import Right


@for_right(Right.RUN)
@require_safe
def webhooks(request: HttpRequest) -> HttpResponse:
    return render(request, "connecting/webhooks.html", {"webhooks": all_of_them()})


@for_right(Right.RUN)
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """POST makes one, and shows its secret this once."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = make_webhook(form.cleaned_data["address"], by=user_of(request))
        return render(request, "connecting/webhook_made.html", {"webhook": row})
    return render(request, "connecting/make_webhook.html", {"form": form}, status=400 if form.errors else 200)


@for_right(Right.RUN)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a test, or ends it."""
    row = get_object_or_404(Webhook, pk=pk)
    if request.POST.get("do") == "end":
        end_webhook(row, by=user_of(request))
        messages.success(request, _("Ended. It is told nothing any more."))
    else:
        send_test(row, by=user_of(request))
        messages.success(request, _("A test is on its way. Open this page again soon to see whether it arrived."))
    return redirect("webhooks")
