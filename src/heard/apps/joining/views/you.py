"""The pages on which somebody says who they are."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.joining.actions.people import change_person, keep_private
from heard.apps.joining.actions.portraits import describe_portrait, drop_portrait, send_portrait
from heard.apps.joining.doors import user_of
from heard.apps.joining.forms import PictureForm, PrivateForm, YouForm
from heard.apps.joining.models import Portrait, PrivateDetails, User
from heard.apps.joining.portraits import portrait_file
from heard.apps.joining.queries import groups_of, trainings_of


@login_required
def you(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    form = YouForm(request.POST or None, instance=user)
    if request.method == "POST" and form.is_valid():
        change_person(user, by=user, before={name: form.initial[name] for name in form.changed_data})
        messages.success(request, _("Saved."))
        return redirect("account_you")
    return _page(request, form, PictureForm(instance=_portrait(user)))


def _page(request: HttpRequest, form: YouForm, picture: PictureForm) -> HttpResponse:
    user = user_of(request)
    context = {
        "form": form,
        "picture": picture,
        "portrait": _portrait(user),
        "groups": groups_of(user),
        "trainings": trainings_of(user),
    }
    return render(request, "account/you.html", context)


def _portrait(user: User) -> Portrait | None:
    return Portrait.objects.filter(person=user).first()


@login_required
@require_safe
def picture(request: HttpRequest) -> HttpResponseBase:
    """One's own picture, for oneself."""
    return portrait_file(user_of(request))


@login_required
@require_POST
def send_picture(request: HttpRequest) -> HttpResponse:
    """A picture with its words; or other words for the one that is there."""
    user = user_of(request)
    form = PictureForm(request.POST, request.FILES, instance=_portrait(user))
    if not form.is_valid():
        return _page(request, YouForm(instance=user), form)
    given = form.cleaned_data
    if given["picture"]:
        send_portrait(user, given["picture"], given["described"], agreed=given["agreed"])
        messages.success(request, _("Thank you. In a moment a small copy of your picture is ready."))
    else:
        describe_portrait(user, given["described"])
        messages.success(request, _("Saved."))
    return redirect("account_you")


@login_required
@require_POST
def drop_picture(request: HttpRequest) -> HttpResponse:
    drop_portrait(user_of(request))
    messages.success(request, _("Your picture is gone."))
    return redirect("account_you")


@login_required
def private_details(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    details = PrivateDetails.objects.filter(person=user).first() or PrivateDetails(person=user)
    form = PrivateForm(request.POST or None, instance=details)
    if request.method == "POST" and form.is_valid():
        keep_private(form.instance, by=user)
        messages.success(request, _("Saved. Only you and the host see it."))
        return redirect("private-details")
    return render(request, "joining/private.html", {"form": form})
