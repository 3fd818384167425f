"""Search in SQLite: two FTS5 indexes that triggers keep in step with their tables, inside the same transaction.

A migration that remakes a table drops its triggers without a word. `install` notices, makes them anew and builds the
index again.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from heard.apps.exploring.search.terms import Term

# The index: the table it follows, and that table's columns.
INDEXES = {
    "search_story": ("telling_story", ("title", "summary")),
    "search_passage": ("transcribing_passage", ("text",)),
}


def install(cursor: CursorWrapper) -> None:
    for index, (table, columns) in INDEXES.items():
        if not _in_step(cursor, index):
            _make(cursor, index, table, columns)


def wipe(cursor: CursorWrapper) -> bool:
    """Leave no word in the index of a row that is gone: until its parts are merged it only notes that it went. The
    log of writes holds earlier pages too, so it is emptied. False while somebody else is reading: nobody is kept
    waiting for it."""
    for index in INDEXES:
        cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608
    cursor.execute("PRAGMA busy_timeout")
    [patience] = cursor.fetchone()
    cursor.execute("PRAGMA busy_timeout = 500")  # milliseconds
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    is_busy = bool(cursor.fetchone()[0])
    cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return not is_busy


def stories_with(term: Term) -> RawSQL:
    asked = _asked(term)
    return RawSQL(
        "SELECT rowid FROM search_story WHERE search_story MATCH %s UNION "
        "SELECT story_id FROM transcribing_passage WHERE id IN "
        "(SELECT rowid FROM search_passage WHERE search_passage MATCH %s)",
        (asked, asked),
    )


def passages_with(terms: tuple[Term, ...]) -> RawSQL:
    """Those in which any of the terms stands."""
    asked = " OR ".join(_asked(term) for term in terms)
    return RawSQL("SELECT rowid FROM search_passage WHERE search_passage MATCH %s", (asked,))


def _asked(term: Term) -> str:
    """Every word of a visitor's is quoted, so that none is read as a command of FTS5."""
    star = " *" if term.open_end else ""
    return "(" + " OR ".join(f'"{" ".join(way)}"{star}' for way in term.ways) + ")"


def _in_step(cursor: CursorWrapper, index: str) -> bool:
    names = [index, *_triggers(index)]
    marks = ", ".join(["%s"] * len(names))
    cursor.execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({marks})", names)  # noqa: S608
    return bool(cursor.fetchone()[0] == len(names))


def _make(cursor: CursorWrapper, index: str, table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(columns)
    cursor.execute(f"DROP TABLE IF EXISTS {index}")
    cursor.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='id', "
        "tokenize=\"unicode61 remove_diacritics 2\", prefix='3 4')"
    )
    for trigger, (event, effects) in _triggers(index, columns).items():
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        cursor.execute(f"CREATE TRIGGER {trigger} AFTER {event} ON {table} BEGIN {effects} END")
    cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608


def _triggers(index: str, columns: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    """What to do in the index when a row comes, goes or changes: the trigger's name, its event, its statements."""
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    put = f"INSERT INTO {index}(rowid, {names}) VALUES (new.id, {new});"  # noqa: S608
    drop = f"INSERT INTO {index}({index}, rowid, {names}) VALUES ('delete', old.id, {old});"  # noqa: S608
    return {
        f"{index}_put": ("INSERT", put),
        f"{index}_drop": ("DELETE", drop),
        f"{index}_change": (f"UPDATE OF {names or 'id'}", f"{drop} {put}"),
    }
