"""The page of a story, and its transcript as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.views.decorators.http import require_safe

from heard.apps.exploring.queries import confidence_in
from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries import may_edit, recording_of, story_for
from heard.apps.telling.queries.hiding import is_sound_remade, renditions_for, trimmed
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import named, standing_of
from heard.apps.wording.queries import Explanations, explanations_in
from heard.core import formats
from heard.core.formats import json
from heard.core.words import Paragraph, Transcript


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    story = story_for(request.user, slug)
    row = _row(story)
    transcript = _transcript(story, row) if row else None
    explained = explanations_in(transcript) if transcript else Explanations()
    context = {
        "story": story,
        "standing": None if row else standing_of(story),
        "is_sound_remade": lambda: is_sound_remade(story),  # asked where there is nothing to play
        "player": _player(request, story, transcript),
        "revision": row.revision if row else 0,
        "turns": list(_turns(transcript)) if transcript else [],
        "put_right": sum(word.source == "human" for word in transcript.words) if transcript else 0,
        "explained": explained.terms,
        "meanings": explained.words,
        "confidence": confidence_in(story, transcript) if transcript else None,
        "clean": "clean" in request.GET,
        "may_edit": may_edit(request.user, story),
    }
    return render(request, "exploring/story.html", context)


@require_safe
def captions(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _file(request, slug, "vtt", as_download=False)


@require_safe
def transcript_file(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    if suffix not in formats.FORMATS:
        raise Http404
    return _file(request, slug, suffix, as_download=True)


def _row(story: Story) -> TranscriptRow | None:
    return TranscriptRow.objects.filter(story=story).first()


def _transcript(story: Story, row: TranscriptRow) -> Transcript:
    return named(json.from_document(row.shown), story)


@dataclass(frozen=True)
class Player:
    """What there is to hear or see. `sources` are (address, media type), best first; seconds and pixels."""

    is_video: bool
    sources: list[tuple[str, str]]
    duration: float
    peaks: str = ""
    width: int | None = None
    height: int | None = None


def _player(request: HttpRequest, story: Story, transcript: Transcript | None) -> Player | None:
    """None until there is something to play."""
    recording = recording_of(story)
    if recording is None:
        return None
    begin = _begin(recording, request.GET.get("t", ""))
    kinds = {rendition.name: rendition.media_type for rendition in renditions_for(request.user, story)}
    address = {name: reverse("media", args=[story.slug, name]) for name in kinds}
    is_video = any(kind.startswith("video/") for kind in kinds.values())
    wanted = [name for name in _by_size(kinds) if kinds[name].startswith("video/" if is_video else "audio/")]
    if not wanted:
        return None
    return Player(
        is_video=is_video,
        sources=[(address[name] + begin, kinds[name]) for name in wanted],
        duration=_duration(recording, transcript),
        peaks=address.get("peaks.json", ""),
        width=recording.width,
        height=recording.height,
    )


def _begin(recording: Recording, asked: str) -> str:
    """From where to where a browser plays: from where the address says to begin, else from where the story begins.
    Without JavaScript it takes both from the media address."""
    first, last = trimmed(recording)
    start = asked if asked.replace(".", "", 1).isdecimal() else f"{first:.1f}" if first else ""
    if last is None:
        return f"#t={start}" if start else ""
    return f"#t={start or 0},{last:.1f}"


def _by_size(kinds: dict[str, str]) -> list[str]:
    """Opus first: it is the smaller one."""
    return sorted(kinds, key=lambda name: ("opus" not in name, name))


def _duration(recording: Recording, transcript: Transcript | None) -> float:
    return recording.duration or (transcript.duration if transcript else 0.0)


@dataclass(frozen=True)
class Turn:
    """A paragraph as the page shows it. `name` is empty while the same person goes on; `voice` counts from 1."""

    paragraph: Paragraph
    name: str
    voice: int


def _turns(transcript: Transcript) -> Iterator[Turn]:
    voices = {speaker.id: number for number, speaker in enumerate(transcript.speakers, 1)}
    for speaker, paragraphs in groupby(transcript.paragraphs, key=lambda paragraph: paragraph.speaker):
        name = transcript.speaker_name(speaker)
        for paragraph in paragraphs:
            yield Turn(paragraph, name, voices.get(speaker or "", 0))
            name = ""


def _file(request: HttpRequest, slug: str, suffix: str, *, as_download: bool) -> HttpResponseBase:
    """Asked for anew each time, because a story that was taken back is gone at once; sent only when it changed."""
    story = story_for(request.user, slug)
    row = _row(story)
    if row is None:
        raise Http404
    options = formats.Options(clean="clean" in request.GET, title=story.title)
    tag = _tag(story, row, (suffix, options))
    response = get_conditional_response(request, etag=tag) or HttpResponse(
        formats.write(suffix, _transcript(story, row), options)
    )
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    if response.status_code == 200:
        _name(response, story, suffix, as_download=as_download)
    return response


def _tag(story: Story, row: TranscriptRow, how: tuple[str, formats.Options]) -> str:
    """Another one for every revision, and when a voice gets another name."""
    voices = list(story.voice_names.values_list("key", "name"))
    return quote_etag(sha256(repr((row.pk, row.revision, row.changed_at, voices, how)).encode()).hexdigest()[:24])


def _name(response: HttpResponseBase, story: Story, suffix: str, *, as_download: bool) -> None:
    media_type = formats.FORMATS[suffix].media_type
    text = media_type.startswith("text/") or suffix in ("srt", "json")
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8" if text else media_type
    response.headers["Content-Disposition"] = str(content_disposition_header(as_download, f"{story.slug}.{suffix}"))
