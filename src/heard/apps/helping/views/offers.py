"""“Maybe misheard too”: listen, and say yes or no, one place after the other."""

from __future__ import annotations

import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.helping.actions import offers as actions
from heard.apps.helping.forms import AnswerForm
from heard.apps.helping.models import Answer
from heard.apps.helping.queries import offers as queries
from heard.apps.helping.queries.offers import Asker
from heard.apps.joining.senders import sender_of, visitor_of
from heard.apps.telling.doors import note_waits, past_the_note
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.core.errors import BadInput, WrongState
from heard.web.counting import MANY, LongList

A_PAGE = 12
_MOST_TICKED = 500
_HEARD = "heard_offers"  # in the session: which clips were played, and when
_A_VISIT = 3 * 60 * 60  # seconds


def asker_of(request: HttpRequest) -> Asker:
    return Asker(request.user, visitor_of(request))


@require_http_methods(["GET", "HEAD", "POST"])
def offers_in(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits in one story. POST goes past its content note, to the same place of the page."""
    story = story_for(request.user, slug)
    if request.method == "POST":
        return past_the_note(request, story)
    if note_waits(request, story):
        return render(request, "helping/offers.html", {"story": story, "note_waits": True})
    return _page(request, story)


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What waits in all stories."""
    return _page(request, None)


def _page(request: HttpRequest, story: Story | None) -> HttpResponse:
    asker = asker_of(request)
    page = LongList(queries.waiting_for(asker, story), A_PAGE).get_page(request.GET.get("page"))
    shown = queries.offers(page.object_list, request.user)
    stories = {offer.proposal.story for offer in shown}
    context = {
        "story": story,
        "offers": shown,
        "page": page,
        "stories": sorted(stories, key=lambda told: told.title),
        "sounds": queries.sounds_by_story(stories),
        "heard": _heard(request),
        "done": _done(request, asker),
    }
    return render(request, "helping/offers.html", context)


def _done(request: HttpRequest, asker: Asker) -> Answer | None:
    """The answer that this page comes after."""
    key = request.GET.get("done", "")
    return queries.answers_of(asker).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one answer and go on to the next offer."""
    asker = asker_of(request)
    proposal = queries.proposal_for(asker, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Answer yes, no, or can’t tell."), code="no-answer")
    story = _page_of(request, form.cleaned_data["story"])
    order = list(queries.waiting_for(asker, story).values_list("pk", flat=True)[:MANY])
    try:
        given = actions.answer(
            proposal, sender_of(request), form.cleaned_data["says"], listened=pk in _listened(request)
        )
    except WrongState as error:
        messages.warning(request, error.sentence)
        return redirect(_place(story, _after(order, pk)))
    return redirect(_place(story, _after(order, pk), given))


@require_POST
def yes_to_all(request: HttpRequest) -> HttpResponse:
    """Yes to everything that was listened to, and to nothing else."""
    story = _page_of(request, request.POST.get("story", ""))
    heard = _listened(request)
    rows = queries.waiting_for(asker_of(request), story).filter(pk__in=heard)
    outcome = actions.yes_to_all(list(rows), sender_of(request), heard)
    for problem in outcome.problems:
        messages.warning(request, problem)
    if outcome.done:
        said = ngettext("You said yes to %(count)d place.", "You said yes to %(count)d places.", len(outcome.done))
        messages.success(request, said % {"count": len(outcome.done)})
    elif not outcome.problems:
        messages.warning(request, _("You have not listened to any of these yet, so nothing was done."))
    return redirect(_place(story))


@require_POST
def heard(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a clip was played in this visit."""
    queries.proposal_for(asker_of(request), pk)
    request.session[_HEARD] = {**{str(known): at for known, at in _heard(request).items()}, str(pk): time.time()}
    return HttpResponse(status=204)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo one's own last answer."""
    given = queries.answers_of(asker_of(request)).get(pk=pk)
    story = _page_of(request, request.POST.get("story", ""))
    row = actions.undo_answer(given, sender_of(request))
    messages.success(request, _("Taken back. It waits for an answer again."))
    return redirect(_place(story, row.pk))


def _heard(request: HttpRequest) -> dict[int, float]:
    """The offers whose clips were played in this visit, and when."""
    since = time.time() - _A_VISIT
    return {int(pk): at for pk, at in request.session.get(_HEARD, {}).items() if at > since}


def _listened(request: HttpRequest) -> set[int]:
    """What was played here, and what somebody without JavaScript says they listened to."""
    ticked = {int(pk) for pk in request.POST.getlist("listened")[:_MOST_TICKED] if pk.isdecimal() and len(pk) < 19}
    return ticked | _heard(request).keys()


def _page_of(request: HttpRequest, slug: str) -> Story | None:
    return story_for(request.user, slug) if slug else None


def _after(order: list[int], pk: int) -> int | None:
    """The offer that comes next on the page, or the first that is left."""
    rest = [other for other in order if other != pk]
    at = order.index(pk) if pk in order else 0
    return next(iter(rest[at:] or rest), None)


def _place(story: Story | None, near: int | None = None, done: Answer | None = None) -> str:
    page = reverse("story-offers", args=[story.slug]) if story else reverse("offers")
    return page + (f"?done={done.pk}" if done else "") + (f"#offer-{near}" if near else "")
