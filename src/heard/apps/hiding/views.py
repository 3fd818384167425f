"""Hide part of a story: choose it, hear it, hide it, show it again, and cut off the ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.hiding import actions, queries
from heard.apps.hiding.forms import ChooseForm, HideForm, TrimForm, on_the_clock
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.models import HiddenSpan, Story
from heard.apps.telling.queries import may_edit, story_for
from heard.apps.telling.queries.hiding import is_sound_remade
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import remaking_of, spoken_consent_in, whole_transcript_of
from heard.core.errors import BadInput, WrongState
from heard.core.hiding import Span
from heard.core.permissions import check_can_edit_story
from heard.core.words import Transcript, text_of


@dataclass(frozen=True)
class _Desk:
    """A story on the desk of somebody who may hide parts of it, with all its words."""

    story: Story
    hand: Hand
    transcript: Transcript

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> _Desk:
        story = story_for(request.user, slug)
        transcript, hand = whole_transcript_of(story), _hand(request, story)
        if transcript is None or not transcript.words:
            raise WrongState(_("This story has no words yet. Come back when they are written down."))
        return cls(story, hand, transcript)


def _hand(request: HttpRequest, story: Story) -> Hand:
    """Those who look after a story, and those in it."""
    assert isinstance(request.user, User)
    if story.people.filter(account=request.user).exists():
        return Hand(request.user, themself=True)
    check_can_edit_story(person(request.user), reporter=story.reporter_id)
    return Hand(request.user)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows every word to choose from, or what was chosen, to hear it first; POST hides it."""
    desk = _Desk.of(request, slug)
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
    return redirect("hide", desk.story.slug)


def _page(request: HttpRequest, desk: _Desk, error: BadInput | None = None) -> HttpResponse:
    story, transcript = desk.story, desk.transcript
    remaking = remaking_of(story)
    context: dict[str, Any] = {
        "story": story,
        "error": error.sentence if error else "",
        "turns": queries.turns_of(story, transcript),
        "open": request.GET.get("paragraph", ""),
        "parts": queries.hidden_parts(story, transcript, request.user, in_it=desk.hand.themself),
        "choose": ChooseForm(),
        "trim": _trim_form(desk),
        "spoken": spoken_consent_in(story),
        "sound": queries.sound_for(request.user, story),
        "is_sound_remade": is_sound_remade(story),
        "remaking_failed": bool(remaking and remaking.state == Job.State.FAILED),
        "may_edit": may_edit(request.user, story),
    }
    return render(request, "hiding/hide.html", context, status=400 if error else 200)


def _check_page(request: HttpRequest, desk: _Desk, span: Span, given: dict[str, Any]) -> HttpResponse:
    words = queries.words_in(desk.transcript, span)
    chosen = {"first": given["first"], "last": given["last"], "reason": ""}
    context = {
        "story": desk.story,
        "text": text_of(words),
        "start": span[0],
        "end": span[1],
        "form": HideForm(initial={**chosen, "start": on_the_clock(span[0]), "end": on_the_clock(span[1])}),
        "sound": queries.sound_for(request.user, desk.story),
    }
    return render(request, "hiding/check.html", context)


@login_required
@require_POST
def show_again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Undo one."""
    desk = _Desk.of(request, slug)
    row = get_object_or_404(HiddenSpan.objects.select_related("story"), story=desk.story, pk=number)
    actions.show_again(row, hand=desk.hand)
    messages.success(request, _("That part is shown again. The sound follows in a moment."))
    return redirect("hide", slug)


@login_required
@require_POST
def trim(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the story begin and end elsewhere."""
    desk = _Desk.of(request, slug)
    form = _trim_form(desk, request.POST)
    if not form.is_valid():
        return _page(request, desk, BadInput(_("Choose with which words the story begins and ends.")))
    try:
        actions.trim(desk.story, form.cleaned_data["begin"], form.cleaned_data["end"], hand=desk.hand)
    except BadInput as error:
        return _page(request, desk, error)
    messages.success(request, _("Saved. The story begins and ends where you said."))
    return redirect("hide", slug)


def _trim_form(desk: _Desk, given: QueryDict | None = None) -> TrimForm:
    begin = queries.beginnings(desk.story, desk.transcript)
    return TrimForm(given, begin=begin, end=queries.endings(desk.story, desk.transcript))
