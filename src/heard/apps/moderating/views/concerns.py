"""Raise a concern, see by its link what came of it, appeal; and how concerns are dealt with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.apps.conversing.queries.comments import Reader
from heard.apps.joining.senders import sender_of, visitor_of
from heard.apps.moderating.actions import concerns as actions
from heard.apps.moderating.forms import AppealForm, ConcernForm
from heard.apps.moderating.models import REASONS, Concern
from heard.apps.moderating.queries.concerns import figures, hidden_at_once
from heard.apps.moderating.queries.subjects import Subject, story_subject, subject_for, subjects_for
from heard.apps.telling.doors import WayIn, check_there, door
from heard.apps.telling.models import PrivateLink
from heard.core.errors import BadInput, TooMany
from heard.web import problems
from heard.web.fields import say
from heard.web.network import network


@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest) -> HttpResponse:
    """About the thing that the address names, or, without a name, about the site."""
    given = request.POST if request.method == "POST" else request.GET
    return _raise(request, subject_for(_reader(request), given.get("about", "")))


def _own_story(link: PrivateLink, way: WayIn) -> Subject:
    check_there(link.person.story, way)
    return replace(story_subject(link.person.story), address=way.own())


@door(_own_story)
@require_http_methods(["GET", "HEAD", "POST"])
def raise_by_link(request: HttpRequest, subject: Subject) -> HttpResponse:
    """About the story that one is in, which may be private."""
    return _raise(request, subject)


def _raise(request: HttpRequest, subject: Subject) -> HttpResponse:
    form = ConcernForm(request.POST) if request.method == "POST" else ConcernForm(initial=_asked(request))
    if not form.is_bound:
        return _page(request, subject, form)
    try:
        if form.is_valid():
            return _raised(request, subject, form)
        return _page(request, subject, form, status=400)
    except (BadInput, TooMany) as error:
        say(form, error)
        return _page(request, subject, form, status=429 if isinstance(error, TooMany) else 400)


def _raised(request: HttpRequest, subject: Subject, form: ConcernForm) -> HttpResponse:
    said = form.cleaned_data
    worry = actions.Worry(said["reason"], said["text"], *_part(subject, said))
    row = actions.raise_concern(subject, sender_of(request, said["name"]), worry)
    messages.success(request, _("Thank you. Your concern is with our moderators."))
    return redirect("concern", row.token)


def _part(subject: Subject, said: dict[str, Any]) -> tuple[float | None, float | None]:
    """The seconds it is about; none where there is no sound."""
    if subject.story and not subject.story.has_sound:
        return None, None
    return said["start"], said["end"]


def _page(request: HttpRequest, subject: Subject, form: ConcernForm, status: int = 200) -> HttpResponse:
    context = {"subject": subject, "form": form, "start": form["start"].value()}
    return render(request, "moderating/raise.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link: it says what became of the concern, and nothing of what it is about that they may not
    see."""
    row = Concern.objects.select_related("taken_by").prefetch_related("rulings__by").filter(token=token).first()
    if row is None:
        sentence = _(
            "Perhaps a letter is missing. With an account you find the answer to a concern under your notices."
        )
        return problems.link_ended(request, sentence)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.appeal(row, sender_of(request), form.cleaned_data["text"])
        messages.success(request, _("Thank you. Somebody else looks at it."))
        return redirect("concern", token)
    subject = subjects_for(_reader(request), [row.about]).get(row.about)
    address = request.build_absolute_uri(request.path)
    context = {"concern": row, "subject": subject, "form": form, "address": address}
    return render(request, "moderating/concern.html", context, status=400 if form.errors else 200)


@require_safe
def how_we_moderate(request: HttpRequest) -> HttpResponse:
    hidden = [name for reason, name in REASONS if reason in hidden_at_once()]
    context = {
        "figures": figures(),
        "hidden": hidden,
        "policy": network().comments,
        "most_hidden": settings.HEARD["HEARD_BRAKE"].visitor,
        "held_hours": settings.HEARD["HEARD_CONCERN_HOURS"].hidden,
        "risk_hours": settings.HEARD["HEARD_CONCERN_HOURS"].at_risk,
    }
    return render(request, "moderating/how.html", context)


def _asked(request: HttpRequest) -> dict[str, str]:
    wanted = {"about": "about", "from": "start", "to": "end"}
    return {field: request.GET[name][:60] for name, field in wanted.items() if name in request.GET}


def _reader(request: HttpRequest) -> Reader:
    return Reader(request.user, visitor_of(request))
