"""A story for viewers of archives and libraries: its IIIF manifest, as every stranger may have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heard.apps.exploring.player import Player, player_of
from heard.apps.exploring.told import told_of
from heard.apps.telling.doors import note_waits_before_file
from heard.apps.telling.models import Story
from heard.apps.telling.queries import story_for
from heard.apps.telling.queries.consent import may_download
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.queries import beginnings
from heard.core.formats import iiif
from heard.core.transcript.words import Transcript
from heard.web.addresses import whole_address

STRANGER = AnonymousUser()


@require_safe
def manifest(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Whoever asks is a stranger here: viewers ask without a cookie, and pass on what they get. A story told in writing
    has none, since a canvas holds what can be heard or seen."""
    story = story_for(STRANGER, slug, "recording", "transcript")
    transcript = transcript_of(story)
    player = player_of(STRANGER, story, transcript, lambda name: reverse("media", args=[slug, name]))
    if player is None or not story.has_sound:
        raise Http404
    if note_waits_before_file(request, story):
        return redirect(story)
    response = JsonResponse(iiif.manifest(_shown(story, transcript, player)), content_type=iiif.TYPE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _shown(story: Story, transcript: Transcript | None, player: Player) -> iiif.Shown:
    told = told_of(story, transcript, player)
    assert told.sound is not None
    return iiif.Shown(
        address=whole_address(reverse("manifest-of-story", args=[story.slug])),
        told=told,
        sound=told.sound,
        part="".join(player.sources[-1][0].partition("#")[1:]),
        said=_said(transcript, player.begin) if transcript and may_download(STRANGER, story) else (),
        chapters=[(max(0.0, start - player.begin), title) for start, title in beginnings(story, transcript)],
        facts=[(label, value) for label, value in _facts(story, told.told_by) if value],
        note=(_("Before you begin"), story.content_note) if story.content_note else None,
    )


def _said(transcript: Transcript, begin: float) -> list[iiif.Said]:
    """Only where its people agree that the words are taken away: whoever shows them keeps them."""
    return [
        iiif.Said(one.text, transcript.speaker_name(one.speaker), max(0.0, one.start - begin), one.end - begin)
        for one in transcript.paragraphs
    ]


def _facts(story: Story, tellers: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield _("Told by"), ", ".join(tellers)
    yield _("Gathered by"), str(story.reporter)
    yield _("Place"), story.place
    yield _("Themes"), ", ".join(str(theme) for theme in story.themes.all())
    yield _("Licence"), str(story.get_licence_display())
