"""Begin a story, say more about it, make it private again, delete it. (It is published in `transcribing`.)"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypedDict

from django.db import transaction
from django.utils.text import slugify

from heard.apps.joining.models import Group, User
from heard.apps.joining.queries import groups_of, groups_to_gather_with, person
from heard.apps.journal import actions as journal
from heard.apps.telling.actions.removing import remove_all_of
from heard.apps.telling.models import Story, Theme, Voice
from heard.core.errors import BadInput, HeardError, refuse
from heard.core.people.audience import LICENCES, NOT_YOURS, day_faults, reach_faults
from heard.core.people.details import detail_faults, theme_faults
from heard.core.people.fields import THEME, VOICE, choice_faults, text_fault
from heard.core.people.permissions import check_can_edit_story, check_can_tell
from heard.core.people.states import check_can_delete, check_can_unpublish
from heard.web.slugs import free_slug


class Details(TypedDict, total=False):
    """What can be said about a story besides its title and its recording."""

    title: str
    summary: str
    language: str
    place: str
    told_on: date | None
    voices: int | None
    content_note: str
    synthetic: bool
    gathered_with: Group | None
    words_from: str


@transaction.atomic
def begin_story(by: User, details: Details, *, reporter: User | None = None, address: str = "") -> Story:
    """Make a private draft. A title is enough. Of one that comes from elsewhere, an editor says who gathered it
    (`reporter`) and under which `address` it was. Raises BadInput for what cannot be said about a story."""
    check_can_tell(person(by))
    reporter = reporter or by
    check_can_edit_story(person(by), reporter=reporter.pk)
    refuse(detail_faults({"title": "", **details}))
    slug = free_slug(address or details["title"], Story.objects.all(), usual="story")
    story = Story.objects.create(reporter=reporter, slug=slug, **details)
    journal.write("story begun", about=story, by=by)
    return story


@transaction.atomic
def describe_story(story: Story, details: Details, *, by: User, themes: Iterable[str] | None = None) -> None:
    """Say more about a story, or say it otherwise. The address stays, because people may have passed it on. Raises
    BadInput."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    themes = None if themes is None else list(themes)
    refuse([*detail_faults(details), *theme_faults(themes or ()), *_group_faults(story, details, by)])
    before = {name: getattr(story, name) for name in details if getattr(story, name) != details.get(name)}
    for name, value in details.items():
        setattr(story, name, value)
    story.save(update_fields=list(details))
    if themes is not None:
        story.themes.set(_theme(name) for name in themes)
    if before:
        journal.write("story described", about=story, by=by, before={name: str(was) for name, was in before.items()})


def _group_faults(story: Story, details: Details, by: User) -> Iterator[HeardError]:
    group = details.get("gathered_with")
    if group and group.pk != story.gathered_with_id and not groups_to_gather_with(by).filter(pk=group.pk).exists():
        yield BadInput(NOT_YOURS, code="unknown-choice", field="gathered_with")


@transaction.atomic
def name_voices(story: Story, names: Mapping[str, str], *, by: User) -> None:
    """Give the voices of a story ("S1", "S2") the names that readers see. An empty name takes one away. Raises BadInput
    for the voice of somebody who is named among the people in it: they may have chosen that name."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    refuse(_name_faults(story, names))
    for key, name in names.items():
        if name:
            Voice.objects.update_or_create(story=story, key=key, defaults={"name": name})
        else:
            Voice.objects.filter(story=story, key=key).delete()
    journal.write("voices named", about=story, by=by, voices=sorted(names))


def _name_faults(story: Story, names: Mapping[str, str]) -> Iterator[HeardError]:
    taken = set(story.people.values_list("voice", flat=True))
    for key, name in names.items():
        if fault := text_fault(name, VOICE, key):
            yield fault
        if key in taken:
            yield BadInput("This voice has its name from the people in the story.", code="named", field=key)


class Audience(TypedDict, total=False):
    """Whom a story is for, from when until when, and on which terms."""

    reach: str
    group: Group | None
    opens_on: date | None
    closes_on: date | None
    content_note: str
    licence: str


@transaction.atomic
def choose_audience(story: Story, audience: Audience, *, by: User, readers: Iterable[User] | None = None) -> None:
    """Say whom a story is for. It counts at once, on a published story too. Raises BadInput for what does not fit
    together."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    readers = None if readers is None else list(readers)
    refuse(_audience_faults(story, audience, by, readers))
    for name, value in audience.items():
        setattr(story, name, value)
    story.save(update_fields=list(audience))
    if readers is not None:
        story.readers.set(readers)
    journal.write("audience chosen", about=story, by=by, reach=story.reach)


def _audience_faults(story: Story, audience: Audience, by: User, readers: list[User] | None) -> Iterator[HeardError]:
    kept = {name: getattr(story, name) for name in ("reach", "group", "opens_on", "closes_on", "licence")}
    wanted = {**kept, **audience}
    group, named = wanted["group"], story.readers.exists() if readers is None else bool(readers)
    yield from detail_faults(audience)
    yield from reach_faults(wanted["reach"], has_group=group is not None, is_named=named)
    yield from choice_faults("licence", wanted["licence"], LICENCES)
    yield from day_faults(wanted["opens_on"], wanted["closes_on"])
    if group and group != story.group and not groups_of(by).filter(pk=group.pk).exists():
        yield BadInput(NOT_YOURS, code="not-your-group", field="group")


@transaction.atomic
def unpublish_story(story: Story, *, by: User) -> None:
    """Make it a private draft again: pages, sound, captions and search leave it out at once."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    check_can_unpublish(story.state)
    make_private(story, by=by)


def make_private(story: Story, *, by: User | None, why: str = "") -> None:
    """Called inside a transaction, by an action that asked the rule. `by` is None when nobody's right is asked."""
    story.state = Story.State.DRAFT
    story.published_at = None
    story.save(update_fields=["state", "published_at"])
    journal.write("story made private", about=story, by=by, **({"why": why} if why else {}))


@transaction.atomic
def delete_story(story: Story, *, by: User) -> None:
    """Delete a draft with all its files. The journal keeps that it was there, and nothing that it said."""
    check_can_edit_story(person(by), reporter=story.reporter_id)
    check_can_delete(story.state)
    journal.write("story deleted", about=story, by=by)
    remove_all_of(story)


def _theme(name: str) -> Theme:
    """The theme with this name, however it is written; a new one when there is none."""
    slug = slugify(name, allow_unicode=True)[:70] or "theme"
    return (
        Theme.objects.filter(name__iexact=name).first()
        or Theme.objects.get_or_create(slug=slug, defaults={"name": name[: THEME.longest]})[0]
    )
