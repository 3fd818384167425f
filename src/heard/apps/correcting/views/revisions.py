"""What the transcript said before, who changed it, and the way back. For the reporter and the editors only."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from heard.apps.correcting import actions
from heard.apps.correcting.models import Revision
from heard.apps.correcting.queries import revisions as queries
from heard.apps.correcting.queries import takes
from heard.apps.correcting.queries.comparing import comparison
from heard.apps.joining.models import User
from heard.apps.joining.queries import person
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.core.people.permissions import check_can_open_revisions, check_can_review


@require_GET
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    story = _open(request, slug)
    transcript, number = queries.present(story)
    context = {
        "story": story,
        "steps": queries.steps_of(story, takes.waiting_offers(story)),
        "present": number,
        "engine": transcript.engine,
        "take": story.takes.earliest("id"),
    }
    return render(request, "correcting/revisions.html", context)


@require_GET
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A revision beside an earlier one: the one before, unless `with` names another."""
    story = _open(request, slug)
    other = _asked(request) or max(number - 1, queries.TAKE)
    try:
        compared = comparison(story, other, number)
        step = queries.step(story, number)
    except Revision.DoesNotExist:
        raise Http404 from None
    context = {"story": story, "number": number, "other": other, "comparison": compared, "step": step}
    return render(request, "correcting/revision.html", context)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Ask once more, then take a revision back."""
    story = _open(request, slug)
    check_can_review(person(request.user))
    try:
        step = queries.step(story, number)
    except Revision.DoesNotExist:
        raise Http404 from None
    if step is None:
        raise Http404
    if request.method == "GET":
        return render(request, "correcting/undo_revision.html", _undoing(story, step))
    assert isinstance(request.user, User)
    made = actions.undo(step.revision, request.user)
    undone = {"number": number, "new": made.number}
    messages.success(request, _("Revision %(number)d is undone. This made revision %(new)d.") % undone)
    return redirect("revisions", slug)


def _undoing(story: Story, step: queries.Step) -> dict[str, object]:
    engine = queries.engine_without(story, step.revision) if step.revision.take else ""
    return {"story": story, "step": step, "engine": engine}


def _asked(request: HttpRequest) -> int | None:
    asked = request.GET.get("with")
    if asked is None:
        return None
    if not asked.isdecimal() or len(asked) > 9 or int(asked) < queries.TAKE:
        raise Http404
    return int(asked)


def _open(request: HttpRequest, slug: str) -> Story:
    story = story_for(request.user, slug)
    check_can_open_revisions(person(request.user), reporter=story.reporter_id)
    return story
