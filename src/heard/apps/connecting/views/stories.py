"""Stories for programs, and their transcripts in every format."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema
from pydantic import AwareDatetime

from heard.apps.connecting import queries
from heard.apps.connecting.doors import viewer_of
from heard.apps.connecting.queries import Chosen
from heard.apps.connecting.views import shapes
from heard.apps.connecting.views.api import read
from heard.apps.connecting.views.shapes import Listing, Story, WholeStory
from heard.apps.exploring.transcripts import transcript_file_of, transcript_row, turns_of
from heard.apps.telling.actions.exports import note_export
from heard.apps.telling.doors import note_waits_before_file
from heard.apps.telling.models import Story as StoryRow
from heard.apps.telling.queries import permits, story_for
from heard.apps.telling.queries.consent import check_may_download, may_download
from heard.apps.transcribing.queries.words import readable
from heard.apps.understanding.queries import chapters_of
from heard.core import formats
from heard.core.people.consent import Use
from heard.core.transcript.words import Transcript
from heard.web.addresses import whole_address

router = Router(tags=[_("Stories")])
_LONGEST = 200


class Asked(Schema):
    limit: int = Field(30, ge=1, le=100, description=_("How many on a page."))
    cursor: str = Field("", max_length=_LONGEST, description=_("From “next” of the page before."))
    changed_since: AwareDatetime | None = Field(
        None,
        description=_(
            "Those that changed since, in the order in which they changed. ISO 8601 with its time zone, as "
            "2026-11-30T12:00:00Z. What was taken back is in no list: ask for it by its slug."
        ),
    )
    theme: str = Field("", max_length=_LONGEST, description=_("Slug of a theme."))
    place: str = Field("", max_length=_LONGEST, description=_("Name or slug of a place."))
    reporter: str = Field("", max_length=_LONGEST, description=_("Slug of a reporter."))
    language: str = Field("", max_length=_LONGEST, description=_("As “en”."))


@read(router, "/stories/", Listing[Story], summary=_("Stories that you may see, the newest first"))
def stories(request: HttpRequest, asked: Query[Asked]) -> Listing[Story]:
    chosen = Chosen(asked.theme, asked.place, asked.reporter, asked.language, asked.changed_since)
    found = queries.listed(viewer_of(request), chosen, after=asked.cursor, most=asked.limit)
    more = shapes.address_with(request, cursor=found.after) if found.after else ""
    return shapes.listing(request, found.stories, shapes.story, more)


@read(router, "/stories/{slug:slug}/", WholeStory, summary=_("One story"))
def story(request: HttpRequest, slug: str) -> WholeStory:
    viewer = viewer_of(request)
    [row] = queries.with_all([story_for(viewer, slug, "recording", "picture", "group", "transcript", "stamp")])
    written = transcript_row(row)
    transcript = readable(written) if written else None
    may_take = may_download(viewer, row)
    return WholeStory.model_validate(
        {
            **shapes.story_facts(row),
            "revision": written.revision if written else None,
            "voices": _voices(transcript) if transcript else [],
            "chapters": [
                {"title": one.title, "word": one.word.id, "start": row.second(one.start)}
                for one in chapters_of(row, transcript)
            ],
            "may_be_downloaded": may_take,
            "may_be_quoted": permits(row, Use.QUOTE),
            "transcripts": _files(row, timed=written.timed) if may_take and written else [],
        }
    )


def _voices(transcript: Transcript) -> list[str]:
    """Of those whose words can be read: who is heard in a hidden part alone is told nowhere."""
    return list(dict.fromkeys(turn.name for turn in turns_of(transcript) if turn.name))


def _files(row: StoryRow, *, timed: bool) -> list[shapes.File]:
    return [
        shapes.File(
            format=form.suffix,
            media_type=form.media_type,
            address=whole_address(reverse("api-transcript", args=[row.slug, form.suffix])),
        )
        for form in formats.offered(timed=timed)
    ]


_WORDS = {form.media_type: {"schema": {"type": "string"}} for form in formats.FORMATS.values() if form.is_text}
_WORDS |= {form.media_type: {} for form in formats.FORMATS.values() if not form.is_text}
_WORDS["application/json"] = {"schema": {"type": "object"}}


Suffix = Annotated[str, Field(json_schema_extra={"enum": list(formats.FORMATS)})]


_NOTE_FIRST = "Somebody opens it by hand, in a browser: its content note comes first."


class How(Schema):
    clean: str | None = Field(None, max_length=_LONGEST, description=_("Whatever it is: without um, er and the like."))


@read(
    router,
    "/stories/{slug:slug}/transcript.{slug:suffix}",
    None,
    summary=_("The words of a story as a file"),
    description=_("Only where the people in the story agree to downloads."),
    openapi_extra={"responses": {200: {"content": _WORDS}, 302: {"description": _NOTE_FIRST}}},
)
def transcript(request: HttpRequest, slug: str, suffix: Suffix, how: Query[How]) -> HttpResponseBase:
    viewer, form = viewer_of(request), formats.by_suffix(suffix)
    row = story_for(viewer, slug, "transcript")
    check_may_download(viewer, row)
    if note_waits_before_file(request, row):
        return redirect(row)
    response = transcript_file_of(request, row, transcript_row(row), form.suffix, as_download=True)
    patch_vary_headers(response, ["Authorization", "Cookie"])
    if request.method == "GET" and response.status_code == 200:
        note_export(row, form.suffix, by=viewer)
    return response
