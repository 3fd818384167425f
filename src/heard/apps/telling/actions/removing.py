"""Let go of everything that hangs on a story, in every app: what erasing and deleting have in common."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from heard.apps.journal import actions as journal
from heard.apps.telling.models import Recording, Story, Theme, Upload
from heard.apps.telling.queries import pictures_of, place_of
from heard.apps.telling.queries.consent import papers_of


def remove_all_of(story: Story) -> None:
    """Its row, its files, and every row of any app that leads to it. The journal keeps that things were done and
    forgets what it quoted. Called inside the transaction of whoever asked the rule."""
    folders = folders_of(story)
    for row in (story, *_what_hangs_on(story)):
        journal.forget(row)
    journal.forget_mentions(story)
    for relation in _ways_to(story):
        if relation.on_delete is models.SET_NULL:
            _rows(relation, story).delete()
    story.delete()
    Theme.objects.filter(stories=None).delete()
    transaction.on_commit(lambda: remove(folders))


def folders_of(story: Story) -> list[Path]:
    """Where its files lie: the recording and what was made of it, an upload under way, photos of paper consent, its
    pictures."""
    paths = [row.path for kind in (Recording, Upload) for row in kind.objects.filter(story=story)]
    return [
        *(place_of(path).parent for path in paths),
        *(papers_of(who) for who in story.people.all()),
        place_of(pictures_of(story.pk)),
    ]


def remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _what_hangs_on(story: Story) -> Iterator[models.Model]:
    """The rows that point at it, whichever app they are of, so that none can be forgotten."""
    for relation in _ways_to(story):
        yield from _rows(relation, story)


def _ways_to(story: Story) -> list[Any]:
    fields = story._meta.get_fields(include_hidden=True)
    return [field for field in fields if field.one_to_many or (field.one_to_one and field.auto_created)]


def _rows(relation: Any, story: Story) -> Any:
    return relation.related_model._base_manager.filter(**{relation.field.name: story.pk})
