"""The chapters of a story: for players, and for whoever looks after it to write."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.apps.joining.doors import user_of
from heard.apps.telling.doors import note_waits_before_file
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding import queries
from heard.apps.understanding.actions import chapters as actions
from heard.apps.understanding.doors import story_to_edit
from heard.apps.understanding.forms import ChapterForm
from heard.apps.understanding.models import Chapter
from heard.core.errors import BadInput
from heard.core.formats import chapters as formats
from heard.core.transcript.hiding import length_of


@require_safe
def for_podcasts(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the beginning of each is hidden, a list of none: the podcast, which reads no words, leads here then too."""
    story = story_for(request.user, slug)
    told = queries.beginnings(story, transcript_of(story))
    if not story.has_sound or (not told and not story.chapters.exists()):
        raise Http404
    if note_waits_before_file(request, story):
        return redirect(story)
    return _sent(formats.podcast(told, story.title), formats.JSON_TYPE)


@require_safe
def for_players(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    transcript = transcript_of(story)
    told = queries.beginnings(story, transcript)
    if not story.has_sound or not told or transcript is None:
        raise Http404
    if note_waits_before_file(request, story):
        return redirect(story)
    return _sent(formats.webvtt(told, length_of(transcript)), "text/vtt; charset=utf-8")


def _sent(text: str, kind: str) -> HttpResponse:
    """Asked for anew each time, because a story that was taken back is gone at once."""
    return HttpResponse(text, content_type=kind, headers={"Cache-Control": "private, no-cache"})


@require_http_methods(["GET", "HEAD", "POST"])
def chapters(request: HttpRequest, slug: str) -> HttpResponse:
    """GET shows the chapters and where others may begin; POST begins one."""
    story = story_to_edit(request, slug)
    if request.method != "POST":
        return _desk(request, story, ChapterForm())
    form = ChapterForm(request.POST)
    if form.is_valid():
        try:
            actions.begin_chapter(
                story, request.POST.get("first", "")[:24], form.cleaned_data["title"], by=user_of(request)
            )
        except BadInput as error:
            form.add_error(None, error.sentence)
        else:
            return redirect("chapters", slug)
    return _desk(request, story, form, status=400)


def _desk(request: HttpRequest, story: Story, form: ChapterForm, *, status: int = 200) -> HttpResponse:
    transcript = transcript_of(story)
    shown = queries.chapters_of(story, transcript)
    seen = {chapter.row.pk for chapter in shown}
    places = queries.places_in(story, transcript, shown) if transcript else []
    first = (request.POST if request.method == "POST" else request.GET).get("first", "")
    context: dict[str, Any] = {
        "story": story,
        "form": form,
        "chapters": shown,
        "lost": [row for row in story.chapters.all() if row.pk not in seen],
        "proposed": [place for place in places if place.is_proposed],
        "places": places,
        "chosen": next((place for place in places if place.word.id == first), None),
    }
    return render(request, "understanding/chapters.html", context, status=status)


@require_POST
def chapter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gives it another title, or takes it away."""
    story = story_to_edit(request, slug)
    row = get_object_or_404(Chapter.objects.select_related("story"), pk=pk, story=story)
    if request.POST.get("do") == "delete":
        actions.end_chapter(row, by=user_of(request))
    else:
        form = ChapterForm(request.POST)
        if not form.is_valid():
            return _desk(request, story, form, status=400)
        actions.name_chapter(row, form.cleaned_data["title"], by=user_of(request))
    return redirect("chapters", slug)
