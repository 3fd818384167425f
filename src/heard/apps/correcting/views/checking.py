"""Hear a moment that was chosen by chance, and say what is wrong in it: stories/<slug>/check/."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.apps.correcting.actions.checking import check_moment
from heard.apps.correcting.forms import CheckForm
from heard.apps.correcting.queries import checking, reports, revisions
from heard.apps.joining.models import User
from heard.apps.joining.senders import Sender, sender_of, visitor_of
from heard.apps.telling.doors import note_waits
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.core.errors import BadInput, TooMany
from heard.core.transcript.words import text_of


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    if not story.has_sound:
        raise Http404
    if request.method == "GET":
        if note_waits(request, story):
            return redirect(story)
        return _page(request, story)
    form = CheckForm(request.POST)
    try:
        form.check()
        given = form.cleaned_data
        check_moment(story, sender_of(request, given["name"]), given["start"], given["base"], given["text"])
    except (BadInput, TooMany) as error:
        return _page(request, story, error=error.sentence, text=request.POST.get("text", ""))
    messages.success(request, _("Thank you. That moment is checked."))
    return redirect("check", slug)


def _page(request: HttpRequest, story: Story, error: str = "", text: str | None = None) -> HttpResponse:
    transcript, base = revisions.present(story)
    user = request.user if isinstance(request.user, User) else None
    moment = checking.next_moment(story, transcript, Sender(user, visitor_of(request)))
    checks = checking.checks_of(story)
    context: dict[str, Any] = {
        "story": story,
        "base": base,
        "moment": moment,
        "text": text_of(transcript.within(*moment)) if moment and text is None else text,
        "accuracy": checking.accuracy_of(story, transcript, checks),
        "done": len(checks),
        "of": len(checking.moments_of(story, transcript)),
        "sound": reports.sound_of(story),
        "error": error,
    }
    return render(request, "correcting/check.html", context, status=400 if error else 200)
