"""The rows in which a network leaves: what everybody may see of it, and what was said to each use of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from heard.apps.browsing.models import Collection, Point
from heard.apps.browsing.queries import collections_for, pieces_of, places_of
from heard.apps.conversing.models import Comment
from heard.apps.conversing.queries.comments import Reader, comments_for
from heard.apps.joining.models import User
from heard.apps.joining.queries import groups_with_a_page
from heard.apps.moving.models import OldAddress
from heard.apps.sharing.models import Moment
from heard.apps.sharing.queries import all_shown
from heard.apps.telling.models import ConsentEntry, Story, StoryPerson
from heard.apps.telling.queries.consent import sign_off_of
from heard.apps.transcribing.queries.readiness import reasons_of
from heard.apps.understanding.queries import chapters_of
from heard.apps.wording.models import Form
from heard.apps.wording.queries import found_terms
from heard.core.moving import layout
from heard.core.moving.layout import Table
from heard.core.offering.wordlist import Entry, cells_of
from heard.core.transcript.words import Transcript

Cell = str | int | float | bool | date | datetime | None
Facts = Mapping[str, Cell]
AT_ONCE = 200
"""Rows that are read together."""


class Row(NamedTuple):
    """What stands in one row of a table, by the names of its columns."""

    table: Table
    facts: Facts

    @property
    def cells(self) -> list[str]:
        return [written(self.facts.get(name)) for name in self.table.columns]


def written(cell: Cell) -> str:
    """As a cell says it, so that it reads back as it was."""
    if cell is None or cell is False:
        return ""
    if cell is True:
        return "yes"
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def of_story(story: Story, transcript: Transcript | None, files: Facts) -> Iterator[Row]:
    """Everything about one story but its words and its sound, which lie in `files`."""
    yield Row(layout.STORIES, {**_described(story), **files})
    people = list(story.people.select_related("account").order_by("pk"))
    yield from (Row(layout.PARTS, _part(story, one)) for one in people)
    yield from _voices(story, people)
    yield from _said(people)
    for chapter in chapters_of(story, transcript):
        yield Row(layout.CHAPTERS, {"story": story.slug, "first": chapter.word.id, "title": chapter.title})
    for line in story.easy_lines.all():
        facts: Facts = {"story": story.slug, "position": line.position, "text": line.text, "alt": line.alt}
        yield Row(layout.EASY_READ, facts)
    yield from (Row(layout.COMMENTS, _comment(row, story)) for row in shown_on(story))
    yield from _moments(story)


def _described(story: Story) -> Facts:
    names = (
        "title summary language place told_on published_at content_note licence voices synthetic".split()  # noqa: SIM905
    )
    group = story.gathered_with if story.gathered_with and story.gathered_with.is_public else None
    return {
        "id": story.slug,
        **{name: getattr(story, name) for name in names},
        "reporter": story.reporter.slug,
        "themes": ", ".join(story.themes.values_list("name", flat=True)),
        "gathered_with": group.slug if group else "",
    }


def _part(story: Story, person: StoryPerson) -> Facts:
    """Whose account it is, only where the account says the same name: a pseudonym is not given away."""
    signed = sign_off_of(person)
    is_reporter = person.account_id == story.reporter_id and person.name == story.reporter.name
    return {
        "id": str(person.subject),
        "story": story.slug,
        "name": person.name,
        "voice": person.voice,
        "role": "storyteller" if person.is_storyteller else "",
        "account": story.reporter.slug if is_reporter else "",
        "guardian": person.with_guardian,
        "signed_how": signed.how if signed else "",
        "signed_at": signed.at if signed else None,
    }


def _voices(story: Story, people: Sequence[StoryPerson]) -> Iterator[Row]:
    """Those that are nobody's who was asked: under which name readers see them, and why they are not asked."""
    known = {person.voice for person in people}
    names = {key: name for key, name in story.voice_names.values_list("key", "name") if key not in known}
    reasons = reasons_of(story)
    for key in sorted({*names, *reasons}):
        facts: Facts = {"name": names.get(key), "reason": reasons[key].value if key in reasons else ""}
        yield Row(layout.VOICES, {"story": story.slug, "voice": key, **facts})


def _said(people: Iterable[StoryPerson]) -> Iterator[Row]:
    subjects = [person.subject for person in people]
    for row in ConsentEntry.objects.filter(subject__in=subjects).order_by("pk"):
        facts: Facts = {"use": row.use, "answer": row.ruling, "how": row.how, "said_at": row.at, "second": row.second}
        whose: Facts = {"part": str(row.subject), "guardian": row.as_guardian, "themself": row.themself}
        yield Row(layout.CONSENT, {**facts, **whose})


def shown_on(story: Story) -> QuerySet[Comment]:
    shown = comments_for(Reader(AnonymousUser())).filter(story=story)
    return shown.select_related("author", "parent").order_by("pk")


def _comment(row: Comment, story: Story) -> Facts:
    parent = row.parent_id if row.parent and row.parent.state == Comment.State.SHOWN else None
    return {
        "id": row.pk,
        "story": story.slug,
        "parent": parent,
        "author": row.author.slug if row.author and not row.author.left_at else "",
        "name": "" if row.author else row.author_name,
        "at": row.created_at,
        "first": row.first,
        "last": row.last,
        "text": row.text,
    }


def _moments(story: Story) -> Iterator[Row]:
    """Those that may be quoted, and of which there is still something to read."""
    rows = [(row, story) for row in Moment.objects.filter(story=story).order_by("pk")]
    for one in all_shown(rows):
        if one.turns:
            row = one.row
            facts: Facts = {"first": row.first, "last": row.last, "made_at": row.made_at}
            yield Row(layout.MOMENTS, {"id": row.code, "story": story.slug, **facts})


# What belongs to no story alone


def others(keys: list[int]) -> Iterator[Row]:
    """The rest of the network, as far as it is about the stories with these keys."""
    for group in groups_with_a_page():
        facts: Facts = {"id": group.slug, "name": group.name, "about": group.about, "website": group.website}
        yield Row(layout.ORGANISATIONS, facts)
    yield from _people(keys)
    yield from _collections(set(keys))
    for place in places_of(AnonymousUser()):
        for point in Point.objects.filter(slug=place.slug):
            where: Facts = {"latitude": str(point.latitude), "longitude": str(point.longitude)}
            yield Row(layout.PLACES, {"id": point.slug, **where})
    yield from _terms(keys)


def _terms(keys: list[int]) -> Iterator[Row]:
    """With the forms that were written into the glossary, or learnt in one of these stories: one that was learnt in
    another may say what was said there."""
    for term in found_terms():
        forms = [form for form in term.forms.all() if form.story_id is None or form.story_id in keys]
        spoken, wrong = (tuple(form.text for form in forms if form.kind == kind) for kind in Form.Kind)
        entry = Entry(term.text, term.kind, term.meaning, spoken, wrong)
        yield Row(layout.GLOSSARY, dict(zip(layout.GLOSSARY.columns, cells_of(entry), strict=True)))


def addresses(keys: list[int]) -> Iterator[Row]:
    """Where these stories, and pages of this site, were found before they came here."""
    for row in OldAddress.objects.select_related("story").order_by("pk").iterator(AT_ONCE):
        if row.story_id is None or row.story_id in keys:
            yield Row(layout.OLD_ADDRESSES, {"old": row.old, "new": row.story.slug if row.story else row.path})


def _people(keys: list[int]) -> Iterator[Row]:
    """Who gathered these stories, and who said something about them: what their pages tell everybody."""
    seen: set[int] = set()
    for at in range(0, len(keys), AT_ONCE):
        some = keys[at : at + AT_ONCE]
        said = comments_for(Reader(AnonymousUser())).filter(story__in=some).order_by().values("author")
        found = User.objects.filter(Q(stories__in=some) | Q(pk__in=said), left_at=None).distinct().order_by("pk")
        for user in found.exclude(pk__in=seen):
            seen.add(user.pk)
            tells = user.stories.filter(pk__in=some).exists()
            yield Row(layout.PEOPLE, {"id": user.slug, "name": user.name, "about": user.about if tells else ""})


def _collections(keys: set[int]) -> Iterator[Row]:
    stranger = AnonymousUser()
    for row in collections_for(stranger).order_by("pk"):
        facts: Facts = {"id": row.slug, "title": row.title, "summary": row.summary, "published_at": row.published_at}
        yield Row(layout.COLLECTIONS, facts)
        yield from _pieces(row, keys)


def _pieces(collection: Collection, keys: set[int]) -> Iterator[Row]:
    """What everybody sees in it, of what leaves."""
    for piece in pieces_of(AnonymousUser(), collection):
        story, moment = piece.story, piece.moment
        told = story or (moment and moment.story)
        if piece.is_gap or (told and told.pk not in keys):
            continue
        facts: Facts = {
            "collection": collection.slug,
            "position": piece.row.position,
            "story": story.slug if story else "",
            "moment": moment.row.code if moment else "",
            "text": piece.row.text,
        }
        yield Row(layout.PIECES, facts)
