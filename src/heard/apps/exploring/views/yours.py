"""Somebody's own part in a story: hear and read it, sign it off, and say what may be done with it.

There are two ways in: a private link for people without an account, and an account. Every page is told to no other
site, to no search engine and to no cache. (The referrer stays within the site rather than being left out, because
without one browsers send forms from nowhere, and those are refused.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.apps.exploring.views.story import player_of, transcript_file_of, transcript_row, turns_of, written
from heard.apps.joining.models import User
from heard.apps.telling.actions import consent, withdrawing
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.actions.linking import note_opened
from heard.apps.telling.forms import NameForm, UsesForm
from heard.apps.telling.models import PrivateLink, SignOff, Story, StoryPerson
from heard.apps.telling.queries.consent import (
    answers_of,
    can_bring_back,
    cooling_off_days,
    exports_of,
    link_for,
    part_of,
    sign_off_of,
)
from heard.apps.telling.queries.hiding import renditions_for
from heard.apps.telling.views.media import sent_file
from heard.core.errors import TakenBack


@dataclass(frozen=True)
class Part:
    """Whose part it is, whose hand, and the way they came in: a `token`, or the story's `slug`."""

    person: StoryPerson
    hand: Hand
    token: str = ""

    @property
    def story(self) -> Story:
        return self.person.story

    def address(self, what: str = "") -> str:
        """The page itself, or what it sends its forms to."""
        name = f"yours-{what}" if what else "yours"
        return reverse(name, args=[self.token]) if self.token else reverse(f"my-{name}", args=[self.story.slug])

    def media(self, name: str) -> str:
        return reverse("yours-media", args=[self.token, name]) if self.token else self._by_account("media", name)

    @property
    def captions(self) -> str:
        return reverse("yours-captions", args=[self.token]) if self.token else self._by_account("captions")

    def _by_account(self, name: str, *rest: str) -> str:
        return reverse(name, args=[self.story.slug, *rest])


View = Callable[..., HttpResponseBase]


def _own(view: View) -> View:
    """Finds whose part it is. `key` is the token of a link, or a slug for somebody who is signed in."""

    def found(request: HttpRequest, *args: Any, token: str = "", slug: str = "", **rest: Any) -> HttpResponseBase:
        try:
            part = _by_link(token) if token else _by_account(request, slug)
        except _NoGoodLink as error:
            return _kept_apart(render(request, "exploring/link_ended.html", {"link": error.link}, status=error.status))
        return _kept_apart(view(request, part, *args, **rest))

    return wraps(view)(found)


class _NoGoodLink(Exception):
    def __init__(self, link: PrivateLink | None) -> None:
        self.link = link
        self.status = 410 if link else 404


def _by_link(token: str) -> Part:
    try:
        link = link_for(token)
    except PrivateLink.DoesNotExist:
        raise _NoGoodLink(None) from None
    if not link.is_good:
        raise _NoGoodLink(link)
    if link.opened_at is None:
        note_opened(link)
    return Part(link.person, Hand(themself=True, as_guardian=link.for_guardian), token)


def _by_account(request: HttpRequest, slug: str) -> Part:
    return Part(part_of(request.user, slug), Hand(request.user if isinstance(request.user, User) else None, True))


def _kept_apart(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@_own
def yours(request: HttpRequest, part: Part) -> HttpResponse:
    return _page(request, part)


def _page(request: HttpRequest, part: Part, **given: Any) -> HttpResponse:
    """The page with the form that was sent and could not be used, if any, in the place of its own."""
    story, person, as_guardian = part.story, part.person, part.hand.as_guardian
    if story.state == Story.State.WITHDRAWN:
        return _sealed(request, part)
    transcript = written(story)
    context = {
        "story": story,
        "person": person,
        "part": part,
        "to": {what: part.address(what) for what in ("uses", "name", "sign")},
        "leaving": part.address("take-back"),
        "as_guardian": as_guardian,
        "player": player_of(AnonymousUser(), story, transcript, part.media),
        "turns": list(turns_of(transcript)) if transcript else [],
        "signed": sign_off_of(person),
        "uses": UsesForm(answers=answers_of(person, as_guardian=as_guardian)),
        "name": NameForm(initial={"name": person.name}),
        **given,
    }
    return render(request, "exploring/yours.html", context, status=400 if given else 200)


def _sealed(request: HttpRequest, part: Part) -> HttpResponse:
    may = can_bring_back(part.story, viewer=part.hand.user or AnonymousUser(), part=part.person)
    context = {"story": part.story, "may_bring_back": may, "bring_back": part.address("bring-back")}
    return render(request, "transcribing/sealed.html", context, status=410)


@require_POST
@_own
def uses(request: HttpRequest, part: Part) -> HttpResponse:
    """Change one's mind, one use at a time or all."""
    form = UsesForm(request.POST, answers=answers_of(part.person, as_guardian=part.hand.as_guardian))
    if not form.is_valid():
        return _page(request, part, uses=form)
    rows = consent.record_consent(part.person, form.wanted, hand=part.hand)
    messages.success(request, _("We have kept your answers.") if rows else _("Nothing has changed."))
    return redirect(part.address())


@require_POST
@_own
def name(request: HttpRequest, part: Part) -> HttpResponse:
    """One's real name, or another."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, part, name=form)
    consent.describe_person(part.person, {"name": form.cleaned_data["name"]}, hand=part.hand)
    messages.success(request, _("This is the name that people see now."))
    return redirect(part.address())


@require_POST
@_own
def sign(request: HttpRequest, part: Part) -> HttpResponse:
    how = SignOff.How.LINK if part.token else SignOff.How.ACCOUNT
    consent.sign_off(part.person, how, hand=part.hand)
    messages.success(request, _("Thank you. You have signed off your story."))
    return redirect(part.address())


@_own
def take_back(request: HttpRequest, part: Part) -> HttpResponse:
    """The second click."""
    if part.story.state == Story.State.WITHDRAWN:
        return _sealed(request, part)
    if request.method != "POST":
        context = {"story": part.story, "part": part.person, "days": cooling_off_days()}
        context |= {"exports": exports_of(part.story), "leave": part.address()}
        return render(request, "transcribing/take_back.html", context)
    withdrawing.take_back(part.story, hand=part.hand, part=part.person)
    messages.success(request, _("The story is taken back. Nobody can see it any more."))
    return redirect(part.address())


@require_POST
@_own
def bring_back(request: HttpRequest, part: Part) -> HttpResponse:
    withdrawing.bring_back(part.story, hand=part.hand, part=part.person)
    messages.success(request, _("The story is back, as a private draft."))
    return redirect(part.address())


@require_safe
@_own
def media(request: HttpRequest, part: Part, name: str) -> HttpResponseBase:
    """The sound as readers will hear it."""
    rendition = get_object_or_404(renditions_for(AnonymousUser(), _there(part)), name=name)
    return sent_file(request, rendition.path, rendition.media_type)


@require_safe
@_own
def captions(request: HttpRequest, part: Part) -> HttpResponseBase:
    story = _there(part)
    return transcript_file_of(request, story, transcript_row(story), "vtt", as_download=False)


def _there(part: Part) -> Story:
    """Neither a link nor an account leads to a story that was taken back."""
    if part.story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise TakenBack(_("This story was taken back. Nobody can see it."))
    return part.story
