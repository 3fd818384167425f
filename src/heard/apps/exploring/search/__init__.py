"""Find stories by what is in their titles, summaries and transcripts.

    search(viewer, "co production")        -> the stories that have every word of it, as a query set
    passages(stories, "co production")     -> where in them it was said, with the words found

`install` is called after every migration. One file a database: `sqlite.py`, `postgres.py`; one test for both. A search
starts from `stories_for(viewer)`, so that a private story gives away neither its words nor its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from types import ModuleType

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from heard.apps.exploring.search import postgres, sqlite
from heard.apps.exploring.search.snippets import Piece, hits, pieces
from heard.apps.exploring.search.terms import Term, terms_of
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import Story
from heard.apps.telling.queries import stories_for
from heard.apps.transcribing.models import Passage

__all__ = ["Piece", "Term", "hits", "install", "passages", "pieces", "search", "terms_of", "wipe"]

_BACKENDS = {"sqlite": sqlite, "postgresql": postgres}
_TABLES = {Story._meta.db_table, Passage._meta.db_table}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the index in this database, or mend what a migration took away. Does nothing before the tables exist."""
    if connection.vendor in _BACKENDS and _TABLES.issubset(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            _BACKENDS[connection.vendor].install(cursor)


def wipe() -> bool:
    """Leave nothing in the index, nor in what lies beside it, of rows that are gone. Says whether that was possible
    now. Not inside a transaction."""
    with connection.cursor() as cursor:
        return bool(_backend().wipe(cursor))


def search(viewer: Viewer, text: str) -> QuerySet[Story]:
    """The stories `viewer` may see in which every word of `text` stands. The last word may be unfinished."""
    terms = terms_of(text)
    stories = stories_for(viewer) if terms else Story.objects.none()
    for term in terms:
        stories = stories.filter(pk__in=_backend().stories_with(term))
    return stories


def passages(stories: Iterable[Story], text: str, *, most: int = 3) -> dict[int, list[Passage]]:
    """For each story's id, the passages that hold most of what was asked for, in the order they were said.

    Hand over only stories that the reader may see.
    """
    terms = terms_of(text)
    if not terms:
        return {}
    said = Passage.objects.filter(story__in=list(stories), pk__in=_backend().passages_with(terms)).order_by("number")
    by_story: dict[int, list[Passage]] = defaultdict(list)
    for passage in said:
        by_story[passage.story_id].append(passage)
    return {story: _best(found, terms, most) for story, found in by_story.items()}


def _best(found: list[Passage], terms: tuple[Term, ...], most: int) -> list[Passage]:
    """`most` passages: first those in which more of the words stand, then those said earlier."""
    ranked = sorted(found, key=lambda passage: -len({hit.term for hit in hits(passage.text, terms)}))
    return sorted(ranked[:most], key=lambda passage: passage.number)


def _backend() -> ModuleType:
    return _BACKENDS[connection.vendor]
