"""Keep the index in step with the stories.

Database triggers note which stories changed, in the transaction that changes them, so that nobody can forget to.
Whoever searches next, or the worker, indexes these first (`catch_up`). A story that changed and was not indexed yet is
not found at all: what was taken out of it a moment ago is never found either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import F, Q, QuerySet

from heard.apps.exploring.models import Indexed, KnownWord, Meaning, Related, Stale
from heard.apps.exploring.search import postgres, sqlite
from heard.apps.exploring.search.entries import VERSION, Kept, entries
from heard.apps.telling.models import Story

_BACKENDS = {"sqlite": sqlite, "postgresql": postgres}
_BATCH = 20  # stories
_PATIENCE = 300  # milliseconds
_ANY = ("INSERT", "UPDATE", "DELETE")
# By table: what happens to it, and which stories that concerns.
_FOLLOWED: dict[str, tuple[tuple[str, ...], str]] = {
    "telling_story": (
        ("INSERT", "UPDATE OF title, summary, place, language, reporter_id, told_on, published_at, gathered_with_id"),
        "SELECT id FROM telling_story WHERE id = {row}.id",
    ),
    "telling_theme": (
        ("UPDATE OF name, slug",),
        "SELECT story_id FROM telling_story_themes WHERE theme_id = {row}.id",
    ),
    "joining_group": (
        ("UPDATE OF name, slug, is_public",),
        "SELECT id FROM telling_story WHERE gathered_with_id = {row}.id",
    ),
    "joining_user": (("UPDATE OF name, slug",), "SELECT id FROM telling_story WHERE reporter_id = {row}.id"),
    **dict.fromkeys(
        (
            "telling_story_themes",
            "telling_voice",
            "telling_recording",
            "telling_hiddenspan",
            "wording_storyname",
            "transcribing_transcript",
            "transcribing_passage",
        ),
        (_ANY, "SELECT id FROM telling_story WHERE id = {row}.story_id"),
    ),
}


def backend(connection: Any = connection) -> ModuleType:
    return _BACKENDS[connection.vendor]


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index and what follows the stories, or mend what a migration took away. Does nothing before the tables
    exist."""
    tables = set(connection.introspection.table_names())
    if connection.vendor not in _BACKENDS or not {Indexed._meta.db_table, *_FOLLOWED} <= tables:
        return
    with connection.cursor() as cursor:
        is_new = not _is_followed(cursor)
        backend(connection).install(cursor)
        for trigger in _triggers():
            backend(connection).mark_stale(cursor, *trigger)
    mark_stale(Story.objects.all() if is_new else Story.objects.exclude(indexed__version=VERSION))
    while catch_up():
        pass


def clear(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor in _BACKENDS:
        with connection.cursor() as cursor:
            backend(connection).clear(cursor)


def _is_followed(cursor: CursorWrapper) -> bool:
    """Whether nothing can have changed unseen."""
    there: set[str] = backend(cursor.db).followed(cursor)
    return there >= {name for name, *_ in _triggers()}


def _triggers() -> Iterator[tuple[str, str, str, str]]:
    """The name of each, when it acts, on which table, and for which stories."""
    for table, (events, which) in _FOLLOWED.items():
        for event in events:
            yield f"search_{table}_{event.split()[0].lower()}", event, table, which


def mark_stale(stories: QuerySet[Story]) -> None:
    rows = (Stale(story_id=key) for key in stories.values_list("pk", flat=True).iterator())
    Stale.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def catch_up(most: int = _BATCH) -> int:
    """Index stories that changed. Returns how many there were; asks once where there is none. Where somebody else is
    writing it is left to whoever comes next."""
    keys = list(Stale.objects.values_list("pk", flat=True)[:most])
    if not keys:
        return 0
    try:
        with connection.cursor() as cursor, backend().waiting(cursor, _PATIENCE), transaction.atomic():
            _index(keys)
    except DatabaseError:
        return 0
    return len(keys)


def _index(keys: Iterable[int]) -> None:
    """The marks are taken away before the words are read: who changes them meanwhile makes a new one."""
    skip = connection.features.has_select_for_update_skip_locked
    mine = [row.pk for row in Stale.objects.select_for_update(skip_locked=skip).filter(pk__in=list(keys))]
    Stale.objects.filter(pk__in=mine).delete()
    made = list(entries(mine))
    fields = [field.name for field in Indexed._meta.concrete_fields if not field.primary_key]
    rows = [entry.indexed for entry in made]
    Indexed.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story"], update_fields=fields)
    _want_meanings(made)
    words = _words(made)
    there = set(KnownWord.objects.filter(text__in={text for text, _ in words}).values_list("text", "language"))
    new = [KnownWord(text=text, language=language) for text, language in sorted(words - there)]
    KnownWord.objects.bulk_create(new, ignore_conflicts=True)


def _want_meanings(made: Iterable[Kept]) -> None:
    """What was read of other words counts no more, from this transaction on, and what was related is looked for anew.
    Of nothing, nothing stays."""
    rows = [Meaning(story_id=one.indexed.pk, wanted=one.spoken) for one in made]
    changed = ["wanted", "related"]
    Meaning.objects.bulk_create(rows, update_conflicts=True, unique_fields=["story"], update_fields=changed)
    keys = [row.pk for row in rows]
    Related.objects.filter(Q(story__in=keys) | Q(other__in=keys)).delete()
    forget(Meaning.objects.filter(pk__in=[row.pk for row in rows], wanted="").exclude(made=""))


def forget(meanings: QuerySet[Meaning]) -> None:
    Related.objects.filter(Q(story__in=meanings.values("pk")) | Q(other__in=meanings.values("pk"))).delete()
    meanings.update(made="", related="", model="", places=[], signs=b"", vectors=b"")


def _words(made: Iterable[Kept]) -> set[tuple[str, str]]:
    return {(word, one.language) for one in made for word in one.indexed.words.split()}


def wipe() -> bool:
    """Leave nothing in the index, nor in what lies beside it, of rows that are gone. Says whether that was possible
    now. Not inside a transaction."""
    while catch_up():
        pass
    _forget_words()
    forget(Meaning.objects.exclude(made=F("wanted")))
    with connection.cursor() as cursor:
        return bool(backend().wipe(cursor))


def _forget_words() -> None:
    """Words that no story says any more."""
    there = {word for words in Indexed.objects.values_list("words", flat=True).iterator() for word in words.split()}
    gone = [key for key, text in KnownWord.objects.values_list("pk", "text").iterator() if text not in there]
    for first in range(0, len(gone), 500):
        KnownWord.objects.filter(pk__in=gone[first : first + 500]).delete()


def in_step() -> Q:
    """Picks the stories, or what is kept of them, whose words are indexed as they stand."""
    return ~Q(pk__in=Stale.objects.values("pk"))
