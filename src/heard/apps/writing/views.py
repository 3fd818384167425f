"""Tell a story in writing, and write its draft anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heard.apps.joining.doors import user_of
from heard.apps.joining.queries import person
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.transcribing.queries import whole_transcript_of
from heard.apps.writing.actions import begin_in_writing, rewrite_story
from heard.apps.writing.forms import RewriteForm, WriteForm
from heard.core.errors import BadInput, Conflict
from heard.core.formats import prose
from heard.core.people.permissions import can_tell, check_can_edit_story


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Begin a story with its words."""
    who = person(request.user)
    if not can_tell(who):
        return render(request, "telling/not_a_reporter.html", {"untrained": not who.trained}, status=403)
    form = WriteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        text, names_speakers = given.pop("text"), given.pop("names_speakers")
        story = begin_in_writing(given, text, by=user_of(request), names_speakers=names_speakers)  # type: ignore[arg-type]
        messages.success(request, _("Your story is here, as a private draft."))
        return redirect("edit-story", story.slug)
    return render(request, "writing/write.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the words of a draft. Whatever is wrong, nothing that was typed is lost."""
    story = story_for(request.user, slug)
    check_can_edit_story(person(request.user), reporter=story.reporter_id)
    form = RewriteForm(request.POST) if request.method == "POST" else RewriteForm(initial=_words_of(story))
    if request.method == "POST" and form.is_valid():
        try:
            changed = rewrite_story(
                story, form.cleaned_data["text"], base=form.cleaned_data["base"], by=user_of(request)
            )
        except (BadInput, Conflict) as error:
            form.add_error("text", error.sentence)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("edit-story", story.slug)
    return render(request, "writing/rewrite.html", {"story": story, "form": form}, status=400 if form.errors else 200)


def _words_of(story: Story) -> dict[str, Any]:
    transcript = whole_transcript_of(story)
    return {
        "text": prose.write(transcript) if transcript else "",
        "base": story.transcript.revision if transcript else 0,
    }
