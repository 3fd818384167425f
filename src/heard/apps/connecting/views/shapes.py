"""What programs are told of each thing, and how it is made of what the queries give. The documentation reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Schema

from heard.apps.browsing.models import Collection as CollectionRow
from heard.apps.browsing.queries import ShownPiece, Way
from heard.apps.joining.models import User
from heard.apps.sharing.queries import ShownMoment
from heard.apps.telling.models import Story as StoryRow
from heard.apps.telling.queries.hiding import played
from heard.apps.wording.models import Term as TermRow
from heard.web.addresses import whole_address

Thing = TypeVar("Thing")
Row = TypeVar("Row")


class Listing(Schema, Generic[Thing]):
    """A page of a list."""

    items: list[Thing]
    next: str | None = Field(description=_("The address of the next page; null on the last one."))


class Named(Schema):
    name: str
    slug: str = Field(description=_("What it is called in addresses, and what lists are narrowed by."))
    address: str = Field(description=_("Its page, for people."))


class Story(Schema):
    slug: str
    address: str = Field(description=_("Its page, for people."))
    title: str
    summary: str
    content_note: str = Field(
        description=_("What may be hard to hear. Where there is one, show it before the words, and let people choose.")
    )
    language: str = Field(description=_("BCP 47, as “en”."))
    place: str
    told_on: date | None
    published_at: datetime | None
    changed_at: datetime = Field(description=_("When anything changed of what is told here, its words included."))
    is_open: bool = Field(
        description=_("Whether everybody may see it now. One that is not is for you alone: show it to nobody else.")
    )
    is_synthetic: bool = Field(description=_("Made for demonstration, with artificial voices."))
    reporter: Named
    gathered_with: Named | None
    themes: list[Named]
    licence: str = Field(description=_("As “CC BY 4.0”. Empty: nobody may copy it without asking."))
    medium: Literal["sound", "film", "text"]
    words_from: Literal["recording", "teller", "paper", "lost"] = Field(
        description=_(
            "Where the words come from: a recording; their teller’s hand; paper that was typed; a recording that is "
            "lost. Only the words of a recording have times."
        )
    )
    duration: float | None = Field(description=_("Seconds, as it is played; null where there is no sound."))


class Chapter(Schema):
    title: str
    word: str = Field(description=_("The id of the word that it begins with."))
    start: float | None = Field(description=_("Second of the recording; null where there is no sound."))


class File(Schema):
    format: str
    address: str
    media_type: str


class WholeStory(Story):
    revision: int | None = Field(
        description=_("Which revision of the words is shown. Null: nothing is written down yet.")
    )
    voices: list[str] = Field(description=_("The names of those who speak, as readers see them."))
    chapters: list[Chapter]
    may_be_downloaded: bool = Field(description=_("Whether its people agree that you download the words."))
    may_be_quoted: bool
    transcripts: list[File] = Field(description=_("The words as files. Empty where they may not be downloaded."))


class Turn(Schema):
    voice: str
    text: str


class Moment(Schema):
    """Some words of a story that somebody passed on, as they read now."""

    code: str
    address: str
    embed: str = Field(description=_("A player of it, for an iframe."))
    story: Story
    turns: list[Turn] = Field(description=_("Who says what. Empty where it may not be read now: “gap” says why."))
    gap: str
    start: float | None = Field(description=_("Second of the recording; null where there is no sound."))
    end: float | None
    was_put_right: bool = Field(description=_("Whether the words were put right since it was passed on."))


class Said(Schema):
    """Where in a story something was said."""

    text: str
    voice: str
    start: float | None = Field(description=_("Second of the recording to land on; null where there is no sound."))
    end: float | None


class Found(Schema):
    story: Story
    said: list[Said]


class Answer(Schema):
    """What was found, the best first."""

    items: list[Found]
    stories: int = Field(description=_("How many were found, up to a thousand."))
    words: str = Field(description=_("The words that were looked for."))
    meant: bool = Field(
        description=_("Nothing was found for what was asked, and “words” are what may have been meant.")
    )
    next: str | None


class Counted(Named):
    stories: int = Field(description=_("How many of them you may see."))


class Reporter(Counted):
    about: str


class Collection(Schema):
    title: str
    slug: str
    address: str
    summary: str
    is_draft: bool
    published_at: datetime | None


class Piece(Schema):
    """One thing in a collection: words, a story or a moment. All empty: what was here may not be seen now."""

    text: str
    story: Story | None
    moment: Moment | None


class WholeCollection(Collection):
    pieces: list[Piece]


class Term(Schema):
    """A word of the glossary."""

    id: int
    term: str
    address: str
    kind: Literal["term", "acronym", "name", "place", "organisation"]
    meaning: str
    also_said: list[str]


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description=_("A sentence for people, in their language."))
    code: str = Field(description=_("Stays the same when the sentence is reworded."))
    field: str | None = Field(None, description=_("Which of the things that were sent it is about."))


def page_of(row: Model) -> str:
    return whole_address(row.get_absolute_url())  # type: ignore[attr-defined]


def named(row: Model, name: str = "") -> Named:
    """Of anything that has a slug; `name` is what the address of its page is called, where the row does not say."""
    slug: str = row.slug  # type: ignore[attr-defined]
    address = whole_address(reverse(name, args=[slug])) if name else page_of(row)
    return Named(name=str(row), slug=slug, address=address)


def story_facts(row: StoryRow) -> dict[str, object]:
    """Of one that was read `with_all`."""
    recording, group = getattr(row, "recording", None), row.gathered_with
    return {
        "slug": row.slug,
        "address": page_of(row),
        "title": row.title,
        "summary": row.summary,
        "content_note": row.content_note,
        "language": row.language,
        "place": row.place,
        "told_on": row.told_on,
        "published_at": row.published_at,
        "changed_at": row.stamp.changed_at,
        "is_open": row.is_open,  # type: ignore[attr-defined]
        "is_synthetic": row.synthetic,
        "reporter": named(row.reporter, "reporter"),
        "gathered_with": named(group, "organisation") if group and group.is_public else None,
        "themes": [named(theme, "theme") for theme in row.themes.all()],
        "licence": row.licence,
        "medium": "text" if recording is None else "film" if recording.kind == "video" else "sound",
        "words_from": row.words_from,
        "duration": played(recording) if recording and recording.duration else None,
    }


def story(row: StoryRow) -> Story:
    return Story.model_validate(story_facts(row))


def moment(shown: ShownMoment) -> Moment:
    code = shown.row.code
    return Moment(
        code=code,
        address=page_of(shown.row),
        embed=whole_address(reverse("embed-moment", args=[code])),
        story=story(shown.story),
        turns=[Turn(voice=voice, text=text) for voice, text in shown.turns],
        gap=shown.gap,
        start=shown.story.second(shown.start),
        end=shown.story.second(shown.end),
        was_put_right=shown.was_put_right,
    )


def way(row: Way, page: str) -> Counted:
    address = whole_address(reverse(page, args=[row.slug]))
    return Counted(name=row.name, slug=row.slug, address=address, stories=row.stories)


def reporter(row: User) -> Reporter:
    whose = named(row, "reporter")
    return Reporter(**whose.model_dump(), stories=row.told, about=row.about)  # type: ignore[attr-defined]


def collection_facts(row: CollectionRow) -> dict[str, object]:
    return {
        "title": row.title,
        "slug": row.slug,
        "address": page_of(row),
        "summary": row.summary,
        "is_draft": row.state != CollectionRow.State.PUBLISHED,
        "published_at": row.published_at,
    }


def piece(shown: ShownPiece) -> Piece:
    return Piece(
        text=shown.row.text,
        story=story(shown.story) if shown.story else None,
        moment=moment(shown.moment) if shown.moment and not shown.is_gap else None,
    )


def term(row: TermRow) -> Term:
    facts = {"id": row.pk, "term": row.text, "address": page_of(row), "kind": row.kind, "meaning": row.meaning}
    return Term.model_validate({**facts, "also_said": row.spoken})


def listing(request: HttpRequest, rows: Iterable[Row], told: Callable[[Row], Thing], more: str) -> Listing[Thing]:
    return Listing(items=[told(row) for row in rows], next=more or None)


def address_with(request: HttpRequest, **changed: object) -> str:
    """The address that was asked for, with something in it changed."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
