"""Hide part of a story: choose it, hear it, hide it, show it again, and cut off the ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.apps.hiding import actions, queries
from heard.apps.hiding.forms import ChooseForm, HideForm, TrimForm
from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer, person
from heard.apps.telling.actions.consent import Hand
from heard.apps.telling.doors import WayIn, check_there, door
from heard.apps.telling.models import HiddenSpan, PrivateLink, Story
from heard.apps.telling.queries import may_edit, story_for
from heard.apps.telling.queries.hiding import is_sound_remade
from heard.apps.transcribing.models import Job
from heard.apps.transcribing.queries import remaking_of, spoken_consent_in, whole_transcript_of
from heard.core.errors import BadInput, NotAllowed, WrongState
from heard.core.people.permissions import check_can_edit_story
from heard.core.timecode import exact_clock
from heard.core.transcript.hiding import Stretch
from heard.core.transcript.words import Transcript, text_of


@dataclass(frozen=True)
class _Desk:
    """A story before somebody who may hide parts of it, with all its words."""

    way: WayIn
    story: Story
    hand: Hand
    transcript: Transcript

    @property
    def viewer(self) -> Viewer:
        return self.hand.user or AnonymousUser()

    @property
    def copies(self) -> dict[str, Any]:
        """What can be heard or seen first: (address, media type) of each, and whether it is a film."""
        rows = queries.copies_for(self.viewer, self.story)
        sound = [(self.way.at("media", row.name), row.media_type) for row in rows]
        return {"sound": sound, "film": any(row.is_film for row in rows)}


def _by_link(link: PrivateLink, way: WayIn) -> _Desk:
    """The storyteller, or their guardian, without an account."""
    story = link.person.story
    check_there(story, way)
    if not link.person.is_storyteller:
        raise NotAllowed(_("Only the person whose story it is can hide parts of it."))
    return _desk(way, story, Hand(themself=True, as_guardian=link.for_guardian))


def _by_account(request: HttpRequest, way: WayIn) -> _Desk | HttpResponse:
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    story = story_for(request.user, way.slug)
    return _desk(way, story, _hand(request.user, story))


def _hand(user: User, story: Story) -> Hand:
    """Those who look after a story, and whose story it is."""
    if queries.is_theirs(user, story):
        return Hand(user, themself=True)
    check_can_edit_story(person(user), reporter=story.reporter_id)
    return Hand(user)


def _desk(way: WayIn, story: Story, hand: Hand) -> _Desk:
    transcript = whole_transcript_of(story)
    if transcript is None or not transcript.words:
        raise WrongState(_("This story has no words yet. Come back when they are written down."))
    return _Desk(way, story, hand, transcript)


_at_desk = door(_by_link, _by_account)


def _addresses(desk: _Desk) -> dict[str, str]:
    """Where the pages lead, for whoever is at the desk."""
    return {"hide": desk.way.at("hide"), "ends": desk.way.at("hide-ends"), "story": desk.way.story}


@_at_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """GET shows every word to choose from, or what was chosen, to hear it first; POST hides it."""
    if request.method == "POST":
        return _hidden(request, desk)
    if not ({"first", "last", "start", "end"} & request.GET.keys()):
        return _page(request, desk)
    form = ChooseForm(request.GET, by_words_alone=not desk.story.has_sound)
    try:
        return _check_page(request, desk, form.span(desk.transcript), form.cleaned_data)
    except BadInput as error:
        return _page(request, desk, error)


def _hidden(request: HttpRequest, desk: _Desk) -> HttpResponse:
    try:
        form = HideForm(request.POST, by_words_alone=not desk.story.has_sound)
        actions.hide(desk.story, form.part(desk.transcript), hand=desk.hand)
    except BadInput as error:
        return _page(request, desk, error)
    messages.success(request, _("That part is hidden. Its words are gone from every page and file now."))
    return redirect(desk.way.at("hide"))


def _page(request: HttpRequest, desk: _Desk, error: BadInput | None = None) -> HttpResponse:
    story, transcript = desk.story, desk.transcript
    remaking = remaking_of(story)
    context: dict[str, Any] = {
        "story": story,
        "to": _addresses(desk),
        "error": error.sentence if error else "",
        "turns": queries.turns_of(story, transcript),
        "open": request.GET.get("paragraph", ""),
        "parts": _parts(desk),
        "choose": ChooseForm(auto_id="choose_%s"),  # another form of the page has an end too
        "trim": _trim_form(desk),
        "spoken": spoken_consent_in(story),
        **desk.copies,
        "is_sound_remade": is_sound_remade(story),
        "remaking_failed": bool(remaking and remaking.state == Job.State.FAILED),
        "beside": queries.told_beside(story),
        "may_edit": may_edit(desk.viewer, story),
    }
    return render(request, "hiding/hide.html", context, status=400 if error else 200)


def _check_page(request: HttpRequest, desk: _Desk, span: Stretch, given: dict[str, Any]) -> HttpResponse:
    words = queries.words_in(desk.transcript, span)
    chosen = {"first": given["first"], "last": given["last"], "reason": ""}
    times = {"start": exact_clock(span[0]), "end": exact_clock(span[1])}
    context = {
        "story": desk.story,
        "to": _addresses(desk),
        "text": text_of(words),
        "start": span[0],
        "end": span[1],
        "form": HideForm(initial=chosen | times, by_words_alone=not desk.story.has_sound),
        **desk.copies,
    }
    return render(request, "hiding/check.html", context)


def _parts(desk: _Desk) -> list[tuple[queries.HiddenPart, str]]:
    """What is hidden, with the address that shows it again."""
    parts = queries.hidden_parts(desk.story, desk.transcript, desk.viewer, in_it=desk.hand.themself)
    return [(part, desk.way.at("show-again", part.row.pk)) for part in parts]


@_at_desk
@require_POST
def show_again(request: HttpRequest, desk: _Desk, number: int) -> HttpResponse:
    """Undo one."""
    row = get_object_or_404(HiddenSpan.objects.select_related("story"), story=desk.story, pk=number)
    actions.show_again(row, hand=desk.hand)
    said = _("That part is shown again. The sound follows in a moment.")
    messages.success(request, said if desk.story.has_sound else _("That part is shown again."))
    return redirect(desk.way.at("hide"))


@_at_desk
@require_POST
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
    return redirect(desk.way.at("hide"))


def _trim_form(desk: _Desk, given: QueryDict | None = None) -> TrimForm:
    begin = queries.beginnings(desk.story, desk.transcript)
    return TrimForm(given, begin=begin, end=queries.endings(desk.story, desk.transcript))
