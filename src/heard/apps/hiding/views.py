"""Hide part of a story: choose it, hear it, hide it, show it again, and cut off the ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.hiding import actions, queries
from heard.apps.hiding.forms import ChooseForm, HideForm, TrimForm, on_the_clock
from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import HiddenSpan, PrivateLink, Story
from heard.apps.telling.queries import may_edit, story_for
from heard.apps.telling.queries.consent import link_for
from heard.apps.telling.queries.hiding import is_sound_remade
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import remaking_of, spoken_consent_in, whole_transcript_of
from heard.core.errors import BadInput, NotAllowed, TakenBack, WrongState
from heard.core.hiding import Span
from heard.core.permissions import check_can_edit_story
from heard.core.words import Transcript, text_of


@dataclass(frozen=True)
class _Door:
    """The way in: a story's `slug`, for whoever is signed in, or the `token` of a private link."""

    slug: str
    token: str = ""

    def _at(self, name: str, *rest: object) -> str:
        name, key = (f"yours-{name}", self.token) if self.token else (name, self.slug)
        return reverse(name, args=[key, *rest])

    @property
    def page(self) -> str:
        return self._at("hide")

    @property
    def ends(self) -> str:
        return self._at("hide-ends")

    @property
    def back(self) -> str:
        return reverse("yours", args=[self.token]) if self.token else reverse("story", args=[self.slug])

    def show_again(self, number: int) -> str:
        return self._at("show-again", number)

    def media(self, name: str) -> str:
        return self._at("media", name)


@dataclass(frozen=True)
class _Desk:
    """A story before somebody who may hide parts of it, with all its words."""

    door: _Door
    story: Story
    hand: Hand
    transcript: Transcript

    @property
    def viewer(self) -> Viewer:
        return self.hand.user or AnonymousUser()

    @property
    def sound(self) -> list[tuple[str, str]]:
        """What can be heard first: (address, media type)."""
        rows = queries.sound_for(self.viewer, self.story)
        return [(self.door.media(row.name), row.media_type) for row in rows]


View = Callable[..., HttpResponse]


def _at_desk(view: View) -> View:
    """Finds who is at which desk. A private link is told to no other site and to no search engine."""

    @wraps(view)
    def found(request: HttpRequest, *args: Any, slug: str = "", token: str = "", **rest: Any) -> HttpResponse:
        if token:
            response = view(request, _desk(_Door("", token), *_by_link(token)), *args, **rest)
            response.headers["Referrer-Policy"], response.headers["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
            return response
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        story = story_for(request.user, slug)
        return view(request, _desk(_Door(slug), story, _hand(request.user, story)), *args, **rest)

    return never_cache(found)


def _by_link(token: str) -> tuple[Story, Hand]:
    """The storyteller, or their guardian, without an account."""
    try:
        link = link_for(token)
    except PrivateLink.DoesNotExist:
        raise Http404 from None
    if not link.is_good:
        raise Http404
    if link.person.story.state not in (Story.State.DRAFT, Story.State.PUBLISHED):
        raise TakenBack(_("This story was taken back. Nobody can see it."))
    if not link.person.is_storyteller:
        raise NotAllowed(_("Only the person whose story it is can hide parts of it."))
    return link.person.story, Hand(themself=True, as_guardian=link.for_guardian)


def _hand(user: User, story: Story) -> Hand:
    """Those who look after a story, and whose story it is."""
    if story.people.filter(account=user, is_storyteller=True).exists():
        return Hand(user, themself=True)
    check_can_edit_story(person(user), reporter=story.reporter_id)
    return Hand(user)


def _desk(door: _Door, story: Story, hand: Hand) -> _Desk:
    transcript = whole_transcript_of(story)
    if transcript is None or not transcript.words:
        raise WrongState(_("This story has no words yet. Come back when they are written down."))
    return _Desk(door, story, hand, transcript)


@require_http_methods(["GET", "HEAD", "POST"])
@_at_desk
def hide(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """GET shows every word to choose from, or what was chosen, to hear it first; POST hides it."""
    if request.method == "POST":
        return _hidden(request, desk)
    if not ({"first", "last", "start", "end"} & request.GET.keys()):
        return _page(request, desk)
    form = ChooseForm(request.GET)
    try:
        return _check_page(request, desk, form.span(desk.transcript), form.cleaned_data)
    except BadInput as error:
        return _page(request, desk, error)


def _hidden(request: HttpRequest, desk: _Desk) -> HttpResponse:
    try:
        actions.hide(desk.story, HideForm(request.POST).part(desk.transcript), hand=desk.hand)
    except BadInput as error:
        return _page(request, desk, error)
    messages.success(request, _("That part is hidden. Its words are gone from every page and file now."))
    return redirect(desk.door.page)


def _page(request: HttpRequest, desk: _Desk, error: BadInput | None = None) -> HttpResponse:
    story, transcript = desk.story, desk.transcript
    remaking = remaking_of(story)
    context: dict[str, Any] = {
        "story": story,
        "door": desk.door,
        "error": error.sentence if error else "",
        "turns": queries.turns_of(story, transcript),
        "open": request.GET.get("paragraph", ""),
        "parts": _parts(desk),
        "choose": ChooseForm(),
        "trim": _trim_form(desk),
        "spoken": spoken_consent_in(story),
        "sound": desk.sound,
        "is_sound_remade": is_sound_remade(story),
        "remaking_failed": bool(remaking and remaking.state == Job.State.FAILED),
        "may_edit": may_edit(desk.viewer, story),
    }
    return render(request, "hiding/hide.html", context, status=400 if error else 200)


def _check_page(request: HttpRequest, desk: _Desk, span: Span, given: dict[str, Any]) -> HttpResponse:
    words = queries.words_in(desk.transcript, span)
    chosen = {"first": given["first"], "last": given["last"], "reason": ""}
    context = {
        "story": desk.story,
        "door": desk.door,
        "text": text_of(words),
        "start": span[0],
        "end": span[1],
        "form": HideForm(initial={**chosen, "start": on_the_clock(span[0]), "end": on_the_clock(span[1])}),
        "sound": desk.sound,
    }
    return render(request, "hiding/check.html", context)


def _parts(desk: _Desk) -> list[tuple[queries.HiddenPart, str]]:
    """What is hidden, with the address that shows it again."""
    parts = queries.hidden_parts(desk.story, desk.transcript, desk.viewer, in_it=desk.hand.themself)
    return [(part, desk.door.show_again(part.row.pk)) for part in parts]


@require_POST
@_at_desk
def show_again(request: HttpRequest, desk: _Desk, number: int) -> HttpResponse:
    """Undo one."""
    row = get_object_or_404(HiddenSpan.objects.select_related("story"), story=desk.story, pk=number)
    actions.show_again(row, hand=desk.hand)
    messages.success(request, _("That part is shown again. The sound follows in a moment."))
    return redirect(desk.door.page)


@require_POST
@_at_desk
def trim(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Let the story begin and end elsewhere."""
    form = _trim_form(desk, request.POST)
    if not form.is_valid():
        return _page(request, desk, BadInput(_("Choose with which words the story begins and ends.")))
    try:
        actions.trim(desk.story, form.cleaned_data["begin"], form.cleaned_data["end"], hand=desk.hand)
    except BadInput as error:
        return _page(request, desk, error)
    messages.success(request, _("Saved. The story begins and ends where you said."))
    return redirect(desk.door.page)


def _trim_form(desk: _Desk, given: QueryDict | None = None) -> TrimForm:
    begin = queries.beginnings(desk.story, desk.transcript)
    return TrimForm(given, begin=begin, end=queries.endings(desk.story, desk.transcript))
