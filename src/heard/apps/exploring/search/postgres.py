"""Search in PostgreSQL: text vectors as expression indexes, which PostgreSQL itself keeps in step.

The texts are folded first (no accents, no punctuation), so that its parser sees nothing but words: left alone, it takes
"and/or" for a file and "heard.org" for a host.
"""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper
from django.db.models.expressions import RawSQL

from heard.apps.exploring.search.terms import Term

FOLD = r"""
CREATE OR REPLACE FUNCTION search_fold(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $fold$
  SELECT pg_catalog.regexp_replace(
    pg_catalog.regexp_replace(pg_catalog.normalize(given, 'NFKD'), '[\u0300-\u036f]', '', 'g'),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\u060c\u061b\u061f\u06d4]+',
    ' ', 'g')
$fold$
"""
STORY = "to_tsvector('simple', search_fold(title || ' ' || summary))"
PASSAGE = "to_tsvector('simple', search_fold(text))"
ASKED = "to_tsquery('simple', %s)"


def install(cursor: CursorWrapper) -> None:
    cursor.execute(FOLD)
    cursor.execute(f"CREATE INDEX IF NOT EXISTS search_story ON telling_story USING gin ({STORY})")
    cursor.execute(f"CREATE INDEX IF NOT EXISTS search_passage ON transcribing_passage USING gin ({PASSAGE})")


def wipe(cursor: CursorWrapper) -> bool:
    """PostgreSQL clears up after rows by itself (autovacuum)."""
    return True


def stories_with(term: Term) -> RawSQL:
    asked = _asked(term)
    return RawSQL(  # noqa: S611
        f"SELECT id FROM telling_story WHERE {STORY} @@ {ASKED} UNION "  # noqa: S608
        f"SELECT story_id FROM transcribing_passage WHERE {PASSAGE} @@ {ASKED}",
        (asked, asked),
    )


def passages_with(terms: tuple[Term, ...]) -> RawSQL:
    """Those in which any of the terms stands."""
    asked = " | ".join(_asked(term) for term in terms)
    return RawSQL(f"SELECT id FROM transcribing_passage WHERE {PASSAGE} @@ {ASKED}", (asked,))  # noqa: S608, S611


def _asked(term: Term) -> str:
    """Words hold letters and digits only (`terms.py`), so that none is read as an operator."""
    star = ":*" if term.open_end else ""
    ways = (" <-> ".join(f"'{word}'" for word in way) + star for way in term.ways)
    return "(" + " | ".join(f"({way})" for way in ways) + ")"
