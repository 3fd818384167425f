"""The page of a story, and its transcript as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_safe

from heard.apps.correcting.queries.reports import thanked_in
from heard.apps.exploring.player import player_of
from heard.apps.exploring.queries import confidence_in, state_for_strangers
from heard.apps.exploring.queries.related import related_to
from heard.apps.exploring.transcripts import transcript_file_of, transcript_row, translated_file_of, turns_of
from heard.apps.exploring.views.described import described
from heard.apps.hiding.queries import may_hide
from heard.apps.joining.queries import Viewer
from heard.apps.telling.actions.exports import note_export
from heard.apps.telling.doors import note_waits, note_waits_before_file, past_the_note
from heard.apps.telling.models import Story
from heard.apps.telling.queries import may_edit, permits, story_for
from heard.apps.telling.queries.consent import check_may_download, may_download
from heard.apps.telling.queries.hiding import is_sound_remade
from heard.apps.transcribing.queries import progress_of
from heard.apps.transcribing.queries.words import readable
from heard.apps.understanding.queries import chapters_of
from heard.apps.understanding.queries.translations import shown_translation, texts_of, ways_to_read
from heard.apps.wording.queries import Explanations, explanations_in
from heard.core import formats
from heard.core.people.consent import Use
from heard.web import kept, looks

_PAGE = "exploring/story.html"
_BESIDE = ("recording", "picture", "transcript")


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, slug: str, language: str = "") -> HttpResponse:
    """With a `language`, what people wrote in it stands beside the words as they were said. Strangers get a page that
    is kept while nothing changes that it shows: stamps.py says what that is. POST goes past its content note: to this
    address, so that a browser keeps the word that a link named, without a script."""
    if request.method == "POST":
        return past_the_note(request, story_for(request.user, slug))
    if kept.is_strangers(request, "clean=1") and (state := state_for_strangers(slug)):
        return kept.page(request, _PAGE, state, lambda asker: _asked(asker, slug, language))
    return render(request, _PAGE, _asked(request, slug, language))


def _asked(request: HttpRequest, slug: str, language: str) -> dict[str, Any]:
    return _shown(request, story_for(request.user, slug, *_BESIDE), language)


def _shown(request: HttpRequest, story: Story, language: str) -> dict[str, Any]:
    """Whoever has not passed its content note gets neither its words nor its sound."""
    if note_waits(request, story):
        return {"story": story, "note_waits": True, **described(request, story, None, None)}
    prefetch_related_objects([story], "themes")
    is_easy, translations = ways_to_read(story)
    other = shown_translation(story, language) if language else None
    row = transcript_row(story)
    transcript = readable(row) if row else None
    explained = explanations_in(transcript) if transcript else Explanations()
    player = player_of(
        request.user,
        story,
        transcript,
        _media_of(story),
        request.GET.get("t", ""),
        sound_alone=looks.is_sound_alone(request),
    )
    return {
        "story": story,
        "to": _addresses(request.user, story),
        "progress": SimpleLazyObject(lambda: progress_of(story)),  # for those who look after it, before there are words
        "is_sound_remade": lambda: is_sound_remade(story),  # asked where there is nothing to play
        "player": player,
        "revision": row.revision if row else 0,
        "turns": list(turns_of(transcript, texts_of(other, transcript))) if transcript else [],
        "translations": translations,
        "other": other,
        "put_right": sum(word.source == "human" for word in transcript.words) if transcript else 0,
        "thanked": thanked_in(story),
        "explained": explained.terms,
        "meanings": explained.words,
        "chapters": chapters_of(story, transcript),
        "is_easy": is_easy,
        "confidence": confidence_in(story, transcript, player.begin if player else 0.0) if transcript else None,
        "clean": "clean" in request.GET,
        "related": related_to(story, request.user),
        "may_edit": may_edit(request.user, story),
        "may_download": may_download(request.user, story),
        **described(request, story, transcript, player),
    }


def _addresses(viewer: Viewer, story: Story) -> dict[str, str]:
    """Where the page leads. A part may be hidden by those who may, and shared where its people let it be quoted."""
    pages = ["captions", "report", "correct", "word", "comments"] + (["hide"] if may_hide(viewer, story) else [])
    pages += ["share"] if permits(story, Use.QUOTE) else []
    rest = {"word": ["WORD"]}
    leads = {page: reverse(page, args=[story.slug, *rest.get(page, [])]) for page in pages}
    return leads | {"ask": reverse("ask")}


@require_safe
def captions(request: HttpRequest, slug: str, language: str = "") -> HttpResponseBase:
    """To whoever may see the story: without them some people cannot follow it."""
    story = story_for(request.user, slug)
    if note_waits_before_file(request, story):
        return redirect(story)
    return _file(request, story, "vtt", language, as_download=False)


def _file(request: HttpRequest, story: Story, suffix: str, language: str, *, as_download: bool) -> HttpResponseBase:
    row = transcript_row(story)
    if language:
        translation = shown_translation(story, language)
        return translated_file_of(request, translation, row, suffix, as_download=as_download)
    return transcript_file_of(request, story, row, suffix, as_download=as_download)


@require_safe
def transcript_file(request: HttpRequest, slug: str, suffix: str, language: str = "") -> HttpResponseBase:
    if suffix not in formats.FORMATS:
        raise Http404
    story = story_for(request.user, slug)
    check_may_download(request.user, story)
    if note_waits_before_file(request, story):
        return redirect(story)
    response = _file(request, story, suffix, language, as_download=True)
    if request.method == "GET" and response.status_code == 200:
        note_export(story, suffix, by=request.user)
    return response


def _media_of(story: Story) -> Callable[[str], str]:
    return lambda name: reverse("media", args=[story.slug, name])
