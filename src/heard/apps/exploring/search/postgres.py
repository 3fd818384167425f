"""Search in PostgreSQL: the stems of each story as a vector that PostgreSQL itself keeps beside them (models.py).

The vector knows which stems stand in a story, not where: phrases are then looked for in the text itself, however long
it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from heard.core.finding.sought import Phrase, Sought, Way

_VECTOR = """
CREATE OR REPLACE FUNCTION search_vector(head text, said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$do$ SELECT array_to_tsvector(array_remove(string_to_array(translate(head || ' ' || said, chr(10), ' '), ' '), '')) $do$
"""
_MATCHING = """
CREATE OR REPLACE FUNCTION search_matching(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 500
SET enable_seqscan = off AS
$do$ SELECT story_id FROM exploring_indexed WHERE vector @@ asked $do$
"""
"""By the index alone: PostgreSQL takes looking through every vector for cheap, because it does not count unpacking."""


def install(cursor: CursorWrapper) -> None:
    cursor.execute("DROP INDEX IF EXISTS search_passage")  # of earlier versions
    cursor.execute("DROP FUNCTION IF EXISTS search_fold(text) CASCADE")
    cursor.execute(_VECTOR)
    cursor.execute(
        "ALTER TABLE exploring_indexed ADD COLUMN IF NOT EXISTS vector tsvector "
        "GENERATED ALWAYS AS (search_vector(head, said)) STORED"
    )
    cursor.execute("CREATE INDEX IF NOT EXISTS search_vector ON exploring_indexed USING gin (vector)")
    cursor.execute(_MATCHING)


def mark_stale(cursor: CursorWrapper, name: str, event: str, table: str, which: str) -> None:
    """Whoever indexes the story at this moment is waited for: what it read may be old by now."""
    rows = {"INSERT": ("new",), "DELETE": ("old",)}.get(event, ("old", "new"))
    writing = " ".join(
        f"INSERT INTO exploring_stale {which.format(row=row)} ON CONFLICT (story_id) "
        "DO UPDATE SET story_id = excluded.story_id;"
        for row in rows
    )
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$do$ BEGIN {writing} RETURN NULL; END $do$"
    )
    cursor.execute(f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def clear(cursor: CursorWrapper) -> None:
    """PostgreSQL changes no column that a trigger names."""
    for name, table in _triggers(cursor):
        cursor.execute(f"DROP TRIGGER {name} ON {table}")


def followed(cursor: CursorWrapper) -> set[str]:
    """The names of the triggers that are there."""
    return {name for name, _table in _triggers(cursor)}


def _triggers(cursor: CursorWrapper) -> list[tuple[str, str]]:
    cursor.execute(r"SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'search\_%'")
    return list(cursor.fetchall())


@contextmanager
def waiting(cursor: CursorWrapper, most: int) -> Iterator[None]:
    """PostgreSQL lets several write at once, and stories that somebody else indexes are skipped."""
    yield


def wipe(cursor: CursorWrapper) -> bool:
    """PostgreSQL clears up after rows by itself (autovacuum)."""
    return True


def stories_with(terms: Sequence[Sought]) -> RawSQL:
    """Those in which every one of the terms stands."""
    asked = " & ".join("(" + " | ".join(map(_asked, term.ways)) + ")" for term in terms)
    phrased = [term for term in terms if any(len(phrase) > 1 for way in term.ways for phrase in way.phrases)]
    texts: list[str] = [asked]
    conditions = ["story_id IN (SELECT search_matching(%s::tsquery))", *(_stands(term, texts) for term in phrased)]
    return RawSQL(f"SELECT story_id FROM exploring_indexed WHERE {' AND '.join(conditions)}", texts)  # noqa: S608, S611


def _asked(way: Way) -> str:
    """Stems are letters and digits, so that none is read as an operator."""
    return "(" + " & ".join(f"'{stem}'" for phrase in way.phrases for stem in phrase) + ")"


def _stands(term: Sought, texts: list[str]) -> str:
    ways = (" AND ".join(_standing(phrase, texts) for phrase in way.phrases) for way in term.ways)
    return "(" + " OR ".join(f"({way})" for way in ways) + ")"


def _standing(phrase: Phrase, texts: list[str]) -> str:
    text = f" {' '.join(phrase)} "
    texts += [text, text]
    return "(strpos(said, %s) > 0 OR strpos(head, %s) > 0)"
