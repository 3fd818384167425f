"""Search in SQLite: an FTS5 index over what is kept of each story (models.py), which triggers keep in step with it.

The texts are stems already, so that its parser has nothing to decide: spaces part them, and that is all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from heard.core.finding.sought import Sought, Way

_TABLE = "exploring_indexed"
_EFFECTS = {
    "INSERT": "{put}",
    "DELETE": "{drop}",
    "UPDATE OF head, said": "{drop} {put}",
}
_PUT = "INSERT INTO search_story(rowid, head, said) VALUES (new.story_id, new.head, new.said);"
_DROP = "INSERT INTO search_story(search_story, rowid, head, said) VALUES ('delete', old.story_id, old.head, old.said);"


def install(cursor: CursorWrapper) -> None:
    cursor.execute("DROP TABLE IF EXISTS search_passage")  # of earlier versions
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = 'search_story' AND sql LIKE '%exploring_indexed%'")
    if not cursor.fetchone()[0]:
        cursor.execute("DROP TABLE IF EXISTS search_story")
        cursor.execute(
            "CREATE VIRTUAL TABLE search_story USING fts5(head, said, content='exploring_indexed', "
            "content_rowid='story_id', tokenize='ascii')"
        )
    for event, effects in _EFFECTS.items():
        name = f"search_story_{event.split()[0].lower()}"
        doing = effects.format(put=_PUT, drop=_DROP)
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {_TABLE} BEGIN {doing} END")
    cursor.execute("INSERT INTO search_story(search_story) VALUES ('rebuild')")


def mark_stale(cursor: CursorWrapper, name: str, event: str, table: str, which: str) -> None:
    rows = {"INSERT": ("new",), "DELETE": ("old",)}.get(event, ("old", "new"))
    writing = " ".join(f"INSERT OR IGNORE INTO exploring_stale {which.format(row=row)};" for row in rows)
    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {writing} END")


def clear(cursor: CursorWrapper) -> None:
    """Take the triggers away: SQLite cannot remake a table that one of another table names."""
    for name in followed(cursor):
        cursor.execute(f"DROP TRIGGER {name}")


def followed(cursor: CursorWrapper) -> set[str]:
    """The names of the triggers that are there."""
    cursor.execute(r"SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\_%' ESCAPE '\'")
    return {name for [name] in cursor.fetchall()}


@contextmanager
def waiting(cursor: CursorWrapper, most: int) -> Iterator[None]:
    """Wait no longer than so many milliseconds for whoever is writing."""
    cursor.execute("PRAGMA busy_timeout")
    [patience] = cursor.fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {most}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {patience}")


def wipe(cursor: CursorWrapper) -> bool:
    """Leave no word in the index of a row that is gone: until its parts are merged it only notes that it went. The
    log of writes holds earlier pages too, so it is emptied. False while somebody else is reading: nobody is kept
    waiting for it."""
    cursor.execute("INSERT INTO search_story(search_story) VALUES ('optimize')")
    with waiting(cursor, 500):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]


def stories_with(terms: Sequence[Sought]) -> RawSQL:
    """Those in which every one of the terms stands."""
    asked = " AND ".join("(" + " OR ".join(map(_asked, term.ways)) + ")" for term in terms)
    return RawSQL("SELECT rowid FROM search_story WHERE search_story MATCH %s", (asked,))


def _asked(way: Way) -> str:
    """Stems are letters and digits; quoted, none of them is a command of FTS5."""
    return "(" + " AND ".join(f'"{" ".join(phrase)}"' for phrase in way.phrases) + ")"
