"""Look after the people whom a concern is about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.apps.moderating.actions import cases as actions
from heard.apps.moderating.forms import DeadlineForm, NoteForm, ReferralForm
from heard.apps.moderating.views.deciding import concern_page, row_of
from heard.apps.moderating.views.desk import page, user_of
from heard.core.errors import BadInput
from heard.web.fields import say


@require_POST
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """A button, not a link: looking is something that is done, and written down."""
    row = row_of(request, pk)
    people = actions.look_at_people(row, user_of(request))
    return page(request, "moderating/contacts.html", {"concern": row, "people": people})


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = row_of(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return concern_page(request, row, note_form=form)
    try:
        actions.add_note(row, form.cleaned_data["note"], user_of(request))
    except BadInput as error:
        form.add_error("note", error.sentence)
        return concern_page(request, row, note_form=form)
    messages.success(request, _("Your note is written down."))
    return redirect("moderate-concern", pk)


@require_POST
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = row_of(request, pk), ReferralForm(request.POST)
    if not form.is_valid():
        return concern_page(request, row, referral_form=form)
    given = form.cleaned_data
    try:
        actions.refer(row, given["name"], given["organisation"], given["passed_at"], user_of(request))
    except BadInput as error:
        say(form, error)
        return concern_page(request, row, referral_form=form)
    messages.success(request, _("It is written down that this was passed on."))
    return redirect("moderate-concern", pk)


@require_POST
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = row_of(request, pk), DeadlineForm(request.POST)
    if not form.is_valid():
        return concern_page(request, row, deadline_form=form)
    actions.set_deadline(row, form.cleaned_data["due_at"], user_of(request))
    messages.success(request, _("The deadline is set."))
    return redirect("moderate-concern", pk)
