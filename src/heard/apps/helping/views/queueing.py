"""“Help for five minutes”: one place at a time, ready to be heard."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.correcting.queries.reports import sound_of
from heard.apps.helping.actions import queueing as actions
from heard.apps.helping.forms import PlaceForm
from heard.apps.helping.models import Spot
from heard.apps.helping.queries import queueing as queries
from heard.apps.helping.views.offers import asker_of
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender, sender_of, visitor_of
from heard.apps.telling.doors import note_waits, past_the_note
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for, story_for
from heard.core.errors import BadInput, HeardError, TooMany, WrongState
from heard.web.counting import count_up_to

_TALLY = "helping"  # in the session: what somebody did since they began
FIVE_MINUTES = 300  # seconds
_A_VISIT = 3 * 60 * 60  # seconds


@require_http_methods(["GET", "POST"])
def help_out(request: HttpRequest, slug: str = "") -> HttpResponse:
    """GET shows the place that is kept for somebody, or says what this is about; POST begins, or goes past the content
    note of the story that the place is in."""
    story = story_for(request.user, slug) if slug else None
    holder = queries.holder_of(_known(request))
    spot = queries.held_by(holder, timezone.now(), story)
    if request.method == "POST":
        if spot and {"once", "always"} & request.POST.keys():
            return past_the_note(request, spot.story)
        request.session[_TALLY] = {"places": 0, "seconds": 0.0, "since": time.time()}
        return _next(request, story)
    if spot and note_waits(request, spot.story):
        return render(request, "helping/before_place.html", {"spot": spot, "told": spot.story, "story": story})
    if spot:
        return _place(request, spot, story)
    waiting = queries.spots_for(asker_of(request), holder, timezone.now(), story)
    return render(request, "helping/help.html", {"story": story, "waiting": count_up_to(waiting)})


def _known(request: HttpRequest) -> Sender:
    """Whoever reads. Nobody is remembered for looking."""
    user = request.user if isinstance(request.user, User) else None
    return Sender(user=user, visitor=visitor_of(request))


def _next(request: HttpRequest, story: Story | None) -> HttpResponse:
    spot = actions.take_next(asker_of(request), sender_of(request), story)
    if spot is None:
        return redirect("help-thanks")
    return redirect("story-help", story.slug) if story else redirect("help")


def _place(
    request: HttpRequest, spot: Spot, story: Story | None, error: HeardError | None = None, typed: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "spot": spot,
        "told": spot.story,
        "story": story,
        "choices": queries.choices_for(spot, asker_of(request)),
        "sound": sound_of(spot.story),
        "tally": _tally(request),
        "error": error.sentence if error else "",
        "typed": typed or spot.text,
    }
    status = 200 if error is None else 429 if isinstance(error, TooMany) else 400
    return render(request, "helping/place.html", context, status=status)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one answer and go on to the next place. One that cannot be taken shows the place as it was."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Choose what you heard."), code="no-answer")
    slug = form.cleaned_data["story"]
    story = story_for(request.user, slug) if slug else None
    spot = Spot.objects.select_related("story").filter(pk=pk, story__in=stories_for(request.user)).first()
    if spot is None:
        messages.warning(request, _("Somebody has changed these words since. Here is another place."))
        return _next(request, story)
    said = form.said
    try:
        actions.answer(spot, asker_of(request), sender_of(request), said)
    except (BadInput, TooMany) as error:
        return _place(request, spot, story, error, form.cleaned_data["text"])
    except WrongState as error:
        messages.warning(request, error.sentence)
        return _next(request, story)
    _count(request, spot, listened=said.listened)
    return _next(request, story)


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    actions.let_go(sender_of(request))
    return redirect("help-thanks")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What somebody did, and what happens next."""
    waiting = queries.spots_for(asker_of(request), queries.holder_of(_known(request)), timezone.now())
    context = {"tally": _tally(request), "waiting": waiting.exists()}
    return render(request, "helping/thanks.html", context)


def _tally(request: HttpRequest) -> dict[str, float]:
    """How many places somebody answered since they began, how many seconds they heard, and whether it is enough."""
    tally = request.session.get(_TALLY, {})
    age = time.time() - tally.get("since", 0)
    if age > _A_VISIT:
        return {"places": 0, "seconds": 0.0, "enough": False}
    return {"places": tally["places"], "seconds": tally["seconds"], "enough": age > FIVE_MINUTES}


def _count(request: HttpRequest, spot: Spot, *, listened: bool) -> None:
    tally = request.session.get(_TALLY) or {"places": 0, "seconds": 0.0, "since": time.time()}
    heard = spot.end - spot.start if listened else 0.0
    request.session[_TALLY] = {**tally, "places": tally["places"] + 1, "seconds": tally["seconds"] + heard}
