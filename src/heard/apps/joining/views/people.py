"""For those who run the network: who is here, and what they are trusted with."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from heard.apps.joining.actions import people as actions
from heard.apps.joining.actions import trainings
from heard.apps.joining.doors import for_right, user_of
from heard.apps.joining.forms import ROLES, FindPeopleForm, RoleForm, SuspendForm, TrainingForm
from heard.apps.joining.models import Training, User
from heard.apps.joining.queries import groups_of, people, person, person_at
from heard.core.errors import HeardError
from heard.core.people.permissions import Right, Role, check_can_suspend, may

_A_PAGE = 50


@for_right(Right.SEE_PEOPLE)
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    form = FindPeopleForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data  # what cannot be is left out
    found = people(wanted.get("words", ""), wanted.get("role", ""))
    page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "joining/people.html", {"form": FindPeopleForm(initial=wanted), "page": page})


@for_right(Right.SEE_PEOPLE)
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, person_at(slug))


def _page(request: HttpRequest, user: User, **more: Any) -> HttpResponse:
    who = person(request.user)
    context = {
        "person": user,
        "role": ROLES[Role(user.role)],
        "groups": groups_of(user),
        "trainings": user.trainings.select_related("recorded_by"),
        "training_form": TrainingForm(),
        "may_suspend": _may_suspend(request, user),
        "suspend_form": SuspendForm(),
        "role_form": RoleForm(most=who.role, initial={"role": user.role}) if may(who, Right.GIVE_ROLES) else None,
        "may_see_private": may(who, Right.SEE_PRIVATE),
    }
    return render(request, "joining/person.html", context | more)


def _may_suspend(request: HttpRequest, user: User) -> bool:
    try:
        check_can_suspend(person(request.user), Role(user.role))
    except HeardError:
        return False
    return user.pk != request.user.pk


@for_right(Right.GIVE_ROLES)
@require_POST
def give_role(request: HttpRequest, slug: str) -> HttpResponse:
    user = person_at(slug)
    form = RoleForm(request.POST, most=person(request.user).role)
    if not form.is_valid():
        return _page(request, user, role_form=form)
    try:
        actions.give_role(user, Role(form.cleaned_data["role"]), by=user_of(request))
    except HeardError as error:
        form.add_error("role", error.sentence)
        return _page(request, user, role_form=form)
    said = _("%(name)s has a new role: %(role)s.") % {"name": user, "role": user.get_role_display()}
    messages.success(request, said)
    return redirect("person", slug) if may(person(user_of(request)), Right.SEE_PEOPLE) else redirect("home")


@for_right(Right.SUSPEND)
@require_POST
def suspend(request: HttpRequest, slug: str) -> HttpResponse:
    user = person_at(slug)
    form = SuspendForm(request.POST)
    if not form.is_valid():
        return _page(request, user, suspend_form=form)
    actions.suspend(user, by=user_of(request), why=form.cleaned_data["why"])
    messages.success(request, _("%(name)s cannot log in any more.") % {"name": user})
    return redirect("person", slug)


@for_right(Right.SUSPEND)
@require_POST
def reinstate(request: HttpRequest, slug: str) -> HttpResponse:
    user = person_at(slug)
    actions.reinstate(user, by=user_of(request))
    messages.success(request, _("%(name)s can log in again.") % {"name": user})
    return redirect("person", slug)


@for_right(Right.SEE_PRIVATE)
@require_POST
@never_cache
def see_private(request: HttpRequest, slug: str) -> HttpResponse:
    """A button, not a link: looking is something that is done, and written down."""
    user = person_at(slug)
    details = actions.look_at_private(user, by=user_of(request))
    return render(request, "joining/private_seen.html", {"person": user, "details": details})


@for_right(Right.RECORD_TRAINING)
@require_POST
def add_training(request: HttpRequest, slug: str) -> HttpResponse:
    user = person_at(slug)
    form = TrainingForm(request.POST)
    if not form.is_valid():
        return _page(request, user, training_form=form)
    given = form.cleaned_data
    trainings.record_training(user, given["kind"], given["completed_at"], given["expires_at"], by=user_of(request))
    messages.success(request, _("Recorded."))
    return redirect("person", slug)


@for_right(Right.RECORD_TRAINING)
@require_POST
def remove_training(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    trainings.remove_training(get_object_or_404(Training, pk=pk, person__slug=slug), by=user_of(request))
    messages.success(request, _("The record is gone."))
    return redirect("person", slug)
