"""The history of one word. Words that were taken out are for those who may open earlier revisions."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from heard.apps.correcting.queries import reports
from heard.apps.correcting.queries.history import history_of
from heard.apps.joining.queries import person
from heard.apps.telling.doors import note_waits
from heard.apps.telling.queries import story_for
from heard.core.people.permissions import can_open_revisions


@require_GET
def word(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """Readers see that people put it right and when; what stood there before, only those who may open revisions."""
    story = story_for(request.user, slug)
    if note_waits(request, story):
        return redirect(story)
    history = history_of(story, word)
    may_open = can_open_revisions(person(request.user), reporter=story.reporter_id)
    if history is None or (history.word is None and not may_open):
        raise Http404
    context = {"story": story, "history": history, "may_open": may_open, "sound": reports.sound_of(story)}
    return render(request, "correcting/word.html", context)
