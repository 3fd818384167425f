"""What somebody is told, and how often they want it by e-mail."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.conversing.actions.notices import choose_mail, mark_read
from heard.apps.conversing.forms import MailForm
from heard.apps.conversing.models import MailChoice
from heard.apps.conversing.queries.notices import SHOWN, choice_of, in_words, notices_for, person_to_stop
from heard.apps.joining.models import User
from heard.web import problems


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """Opening the page is reading it: what was new stands out this once."""
    rows = list(notices_for(_user(request))[:SHOWN])
    told = [in_words(row) for row in rows]
    mark_read(_user(request), rows)
    form = MailForm(initial={"often": choice_of(_user(request)).often})
    context = {"told": told, "form": form, "by_email": bool(settings.HEARD["HEARD_EMAIL_URL"])}
    return render(request, "conversing/notices.html", context)


@require_POST
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.POST)
    if form.is_valid():
        choose_mail(_user(request), form.cleaned_data["often"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose how often we should send you e-mail."))
    return redirect("notices")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of every e-mail. Mail programs send the form by themselves (RFC 8058), so it takes no other token
    than the signed one; only looking at the page changes nothing, because some programs look at every link."""
    try:
        user = person_to_stop(token)
    except User.DoesNotExist:
        sentence = _(
            "Perhaps a letter is missing, or the account is gone, and with it every e-mail. "
            "When you are logged in, you choose under your notices how often we write."
        )
        return problems.link_ended(request, sentence)
    if request.method == "POST":
        choose_mail(user, MailChoice.Often.NEVER)
    return render(request, "conversing/stop.html", {"is_done": request.method == "POST"})


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
