"""The words of a story as its pages show them, and as files to take away: as they were said, or in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import readable
from heard.apps.understanding.models import Translation
from heard.apps.understanding.queries.translations import beside_of
from heard.core import formats
from heard.core.transcript.second import spoken_in
from heard.core.transcript.words import Paragraph, Transcript


def transcript_row(story: Story) -> TranscriptRow | None:
    return getattr(story, "transcript", None)


@dataclass(frozen=True)
class Turn:
    """A paragraph as the page shows it. `name` is empty while the same person goes on; `voice` counts from 1. `beside`
    is what it says in the other language that the page was asked for in."""

    paragraph: Paragraph
    name: str
    voice: int
    beside: str = ""


def turns_of(transcript: Transcript, beside: Mapping[int, str] | None = None) -> Iterator[Turn]:
    texts = beside or {}
    voices = {speaker.id: number for number, speaker in enumerate(transcript.speakers, 1)}
    for speaker, paragraphs in groupby(transcript.paragraphs, key=lambda paragraph: paragraph.speaker):
        name = transcript.speaker_name(speaker)
        for paragraph in paragraphs:
            yield Turn(paragraph, name, voices.get(speaker or "", 0), texts.get(paragraph.number, ""))
            name = ""


def transcript_file_of(
    request: HttpRequest, story: Story, row: TranscriptRow | None, suffix: str, *, as_download: bool
) -> HttpResponseBase:
    """Asked for anew each time, because a story that was taken back is gone at once; sent only when it changed. The
    caller has asked whether the story may be seen. There is none of words that have no times, where it needs them."""
    words = _offered(row, suffix)
    options = formats.Options(clean="clean" in request.GET, title=story.title)
    tag = _tag(story, words, (suffix, options))
    return _sent(request, tag, lambda: formats.write(suffix, readable(words), options), story, suffix, as_download)


def translated_file_of(
    request: HttpRequest, row: Translation, words: TranscriptRow | None, suffix: str, *, as_download: bool
) -> HttpResponseBase:
    """The same in another language. What nobody has translated stands there as it was said."""
    transcript = readable(_offered(words, suffix))
    told = spoken_in(row.language, beside_of(row, transcript), transcript)
    written = formats.write(suffix, told, formats.Options(title=row.story.title))
    tag = quote_etag(sha256(written).hexdigest()[:24])
    return _sent(request, tag, lambda: written, row.story, f"{row.language}.{suffix}", as_download)


def _offered(row: TranscriptRow | None, suffix: str) -> TranscriptRow:
    if row is None or formats.FORMATS[suffix] not in formats.offered(timed=row.timed):
        raise Http404
    return row


def _sent(
    request: HttpRequest, tag: str, write: Callable[[], bytes], story: Story, ending: str, as_download: bool
) -> HttpResponseBase:
    response = get_conditional_response(request, etag=tag) or HttpResponse(write())
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    if response.status_code == 200:
        _name(response, story, ending, as_download=as_download)
    return response


def _tag(story: Story, row: TranscriptRow, how: tuple[str, formats.Options]) -> str:
    """Another one for every revision, and when a voice gets another name."""
    voices = list(story.voice_names.values_list("key", "name"))
    return quote_etag(sha256(repr((row.pk, row.revision, row.changed_at, voices, how)).encode()).hexdigest()[:24])


def _name(response: HttpResponseBase, story: Story, suffix: str, *, as_download: bool) -> None:
    form = formats.FORMATS[suffix.rpartition(".")[2]]
    charset = "; charset=utf-8" if form.is_text else ""
    response.headers["Content-Type"] = f"{form.media_type}{charset}"
    response.headers["Content-Disposition"] = str(content_disposition_header(as_download, f"{story.slug}.{suffix}"))
