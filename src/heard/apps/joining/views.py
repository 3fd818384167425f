"""The page on which somebody says who they are. Everything else about accounts is allauth's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heard.apps.joining.actions import change_person
from heard.apps.joining.forms import YouForm
from heard.apps.joining.models import User


@login_required
def you(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    user = User.objects.get(pk=request.user.pk)
    form = YouForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        change_person(user, by=user, before={name: form.initial[name] for name in form.changed_data})
        messages.success(request, _("Saved."))
        return redirect("account_you")
    return render(request, "account/you.html", {"form": form})
