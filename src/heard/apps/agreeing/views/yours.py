"""Somebody's own part in a story: hear and read it, sign it off, and say what may be done with it.

There are two ways in: a private link for people without an account, and an account (telling/doors.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.agreeing.forms.people import NameForm, UsesForm, WrongForm
from heard.apps.conversing.actions.notices import tell_of_something_wrong
from heard.apps.exploring.player import player_of
from heard.apps.exploring.transcripts import transcript_file_of, transcript_row, turns_of
from heard.apps.joining.models import User
from heard.apps.telling.actions import consent, withdrawing
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.delivery import sent_file
from heard.apps.telling.doors import WayIn, check_there, door
from heard.apps.telling.models import PrivateLink, SignOff, Story, StoryPerson
from heard.apps.telling.queries.consent import (
    Gap,
    answers_of,
    can_bring_back,
    cooling_off_days,
    exports_of,
    guardian_noes,
    history_of,
    part_of,
    sign_off_of,
)
from heard.apps.telling.queries.hiding import renditions_for
from heard.apps.telling.queries.readers import shown
from heard.apps.transcribing.actions import publishing
from heard.apps.transcribing.queries.readiness import lack_of
from heard.apps.transcribing.queries.words import readable
from heard.core.errors import TooMany
from heard.core.people.readiness import SENTENCES
from heard.web import looks


@dataclass(frozen=True)
class Part:
    """Whose part it is, whose hand, and the way they came in."""

    person: StoryPerson
    hand: Hand
    way: WayIn

    @property
    def story(self) -> Story:
        return self.person.story


def _by_link(link: PrivateLink, way: WayIn) -> Part:
    return Part(link.person, Hand(themself=True, as_guardian=link.for_guardian), way)


def _by_account(request: HttpRequest, way: WayIn) -> Part | HttpResponse:
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    return Part(part_of(request.user, way.slug), Hand(request.user, themself=True), way)


_own = door(_by_link, _by_account)


@_own
@require_safe
def yours(request: HttpRequest, part: Part) -> HttpResponse:
    return _page(request, part)


def _page(request: HttpRequest, part: Part, **given: Any) -> HttpResponse:
    """The page with the form that was sent and could not be used, if any, in the place of its own."""
    story, person, as_guardian = part.story, part.person, part.hand.as_guardian
    if story.state == Story.State.WITHDRAWN:
        return _sealed(request, part)
    row = transcript_row(story)
    transcript = readable(row) if row else None
    context = {
        "story": story,
        "person": person,
        "to": _addresses(part),
        "by_link": part.way.token,
        "as_guardian": as_guardian,
        "player": player_of(
            AnonymousUser(),
            story,
            transcript,
            _media_of(part),
            request.GET.get("t", ""),
            sound_alone=looks.is_sound_alone(request),
        ),
        "revision": row.revision if row else 0,
        "turns": list(turns_of(transcript)) if transcript else [],
        "meanings": {},
        "clean": "clean" in request.GET,
        "signed": sign_off_of(person),
        "lack": SENTENCES[lack] if (lack := lack_of(story)) else "",
        "shown": shown(story),
        "overruled": [] if as_guardian or person.is_young else guardian_noes(person),
        "history": history_of(person),
        "uses": UsesForm(answers=answers_of(person, as_guardian=as_guardian)),
        "name": NameForm(initial={"name": person.name}),
        **given,
    }
    return render(request, "agreeing/yours.html", context, status=400 if given else 200)


def _addresses(part: Part) -> dict[str, str]:
    """Where the page leads. Only whose story it is may hide parts of it."""
    way = part.way
    hide = {"hide": way.at("hide")} if part.person.is_storyteller else {}
    own = {page.replace("-", "_"): way.own(page) for page in ("uses", "name", "sign", "take-back", "tell")}
    concern = way.own("concern") if way.token else f"{reverse('raise-concern')}?about=story:{part.story.pk}"
    return own | hide | {"concern": concern} | {page: way.at(page) for page in ("captions", "report", "correct")}


def _sealed(request: HttpRequest, part: Part) -> HttpResponse:
    viewer = part.hand.user or AnonymousUser()
    may = can_bring_back(part.story, viewer=viewer, part=part.person, as_guardian=part.hand.as_guardian)
    context = {"story": part.story, "may_bring_back": may, "bring_back": part.way.own("bring-back")}
    return render(request, "agreeing/sealed.html", context, status=410)


def _media_of(part: Part) -> Callable[[str], str]:
    return lambda name: part.way.at("media", name)


@_own
@require_POST
def uses(request: HttpRequest, part: Part) -> HttpResponse:
    """Change one's mind, one use at a time or all."""
    form = UsesForm(request.POST, answers=answers_of(part.person, as_guardian=part.hand.as_guardian))
    if not form.is_valid():
        return _page(request, part, uses=form)
    with publishing.asking_readiness(part.story, by=part.hand.user) as gaps:
        rows = consent.record_consent(part.person, form.wanted, hand=part.hand)
    messages.success(request, _kept(part.story, gaps) if rows else _("Nothing has changed."))
    return redirect(part.way.own())


def _kept(story: Story, gaps: list[Gap]) -> str:
    """What was done, and what readers get of a story that was published."""
    return " ".join([_("We have kept your answers."), *publishing.what_came_of_it(story, gaps)])


@_own
@require_POST
def name(request: HttpRequest, part: Part) -> HttpResponse:
    """One's real name, or another."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, part, name=form)
    consent.describe_person(part.person, {"name": form.cleaned_data["name"]}, hand=part.hand)
    messages.success(request, _("This is the name that people see now."))
    return redirect(part.way.own())


@_own
@require_POST
def sign(request: HttpRequest, part: Part) -> HttpResponse:
    how = SignOff.How.LINK if part.way.token else SignOff.How.ACCOUNT
    publishing.sign_off(part.person, how, hand=part.hand)
    messages.success(request, _("Thank you. You have signed off your story."))
    return redirect(part.way.own())


@_own
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, part: Part) -> HttpResponse:
    """The second click."""
    if part.story.state == Story.State.WITHDRAWN:
        return _sealed(request, part)
    if request.method != "POST":
        context = {"story": part.story, "part": part.person, "days": cooling_off_days()}
        context |= {"exports": exports_of(part.story), "leave": part.way.own()}
        return render(request, "agreeing/take_back.html", context)
    withdrawing.take_back(part.story, hand=part.hand, part=part.person)
    messages.success(request, _("The story is taken back. Nobody can see it any more."))
    return redirect(part.way.own())


@_own
@require_POST
def bring_back(request: HttpRequest, part: Part) -> HttpResponse:
    withdrawing.bring_back(part.story, hand=part.hand, part=part.person)
    messages.success(request, _("The story is back, as a private draft."))
    return redirect(part.way.own())


@_own
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, part: Part) -> HttpResponse:
    """Tell whoever looks after the story that something is wrong."""
    check_there(part.story, part.way)
    form = WrongForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            tell_of_something_wrong(part.person, form.cleaned_data["text"], hand=part.hand)
        except TooMany as error:
            form.add_error("text", error.sentence)
        else:
            messages.success(request, _("%(name)s has it now, and is told of it.") % {"name": part.story.reporter})
            return redirect(part.way.own())
    context = {"story": part.story, "form": form, "to": _addresses(part), "back": part.way.own()}
    return render(request, "agreeing/tell.html", context, status=400 if form.errors else 200)


@_own
@require_safe
def media(request: HttpRequest, part: Part, name: str) -> HttpResponseBase:
    """The sound as readers will hear it."""
    check_there(part.story, part.way)
    rendition = get_object_or_404(renditions_for(AnonymousUser(), part.story), name=name)
    return sent_file(request, rendition.path, rendition.media_type)


@_own
@require_safe
def captions(request: HttpRequest, part: Part) -> HttpResponseBase:
    check_there(part.story, part.way)
    return transcript_file_of(request, part.story, transcript_row(part.story), "vtt", as_download=False)
