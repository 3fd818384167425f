"""The recordings of a story, to those who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from heard.apps.telling.delivery import sent_file
from heard.apps.telling.doors import note_waits_before_file
from heard.apps.telling.models import Story
from heard.apps.telling.queries import may_edit, recording_of, story_for
from heard.apps.telling.queries.hiding import renditions_for
from heard.core.files.recordings import media_type_of


@require_safe
def media(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A rendition to every reader of the story, as long as nothing that is hidden can be heard in it; the original to
    its reporter and to editors, as a download."""
    story = story_for(request.user, slug)
    if name == "original":
        return _original(request, story)
    if note_waits_before_file(request, story):
        return redirect(story)
    rendition = get_object_or_404(renditions_for(request.user, story), name=name)
    return sent_file(request, rendition.path, rendition.media_type)


def _original(request: HttpRequest, story: Story) -> HttpResponseBase:
    recording = recording_of(story)
    if recording is None or not may_edit(request.user, story):
        raise Http404
    media_type = media_type_of(recording.filename)
    return sent_file(request, recording.path, media_type, download_as=recording.filename)
