"""Find stories by what is in their titles, summaries, themes, places, names and transcripts.

    answer(viewer, Wanted("co-production"))   -> the stories, the best first, and what the list can be narrowed by
    answer_by_meaning(viewer, Wanted("…"))    -> the same, by what is meant (`meanings`, `alike`, `vectors`, `model`)

`keeping` holds the index in step with the stories, `entries` says what stands in it, and there is one file a database:
`sqlite`, `postgres`. How words are compared, and what counts as the same, is core's (core/finding). Every search starts
from `stories_for(viewer)`, so that a private story gives away neither its words nor its number.
"""

from __future__ import annotations

from heard.apps.exploring.search.alike import answer_by_meaning
from heard.apps.exploring.search.answers import Answer, Wanted, answer, search
from heard.apps.exploring.search.facets import SIDES, Choice
from heard.apps.exploring.search.keeping import catch_up, clear, install, wipe
from heard.apps.exploring.search.meanings import read_meanings
from heard.apps.exploring.search.model import is_on as reads_meanings
from heard.apps.exploring.search.related import relate
from heard.apps.exploring.search.snippets import Piece, pieces
from heard.apps.exploring.search.suggesting import Suggestion, suggestions

__all__ = [
    "SIDES", "Answer", "Choice", "Piece", "Suggestion", "Wanted",
    "answer", "answer_by_meaning", "catch_up", "clear", "install", "pieces", "read_meanings", "reads_meanings",
    "relate", "search", "suggestions", "wipe",
]  # fmt: skip
