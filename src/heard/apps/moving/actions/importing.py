"""Take a network in from a folder, table by table: what others lead to comes first. What is in already stays once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import transaction

from heard.apps.joining.models import User
from heard.apps.moving.actions import others, people, stories
from heard.apps.moving.actions.pages import line_of
from heard.apps.moving.actions.taking import Outcome, Reported, Run, Say
from heard.apps.moving.queries.folder import opened
from heard.core.errors import HeardError
from heard.core.files.tables import no_formula
from heard.core.moving import layout
from heard.core.moving.layout import Table
from heard.core.moving.reading import Line

COLUMNS = ("what", "id", "line", "outcome", "why", "address")
"""Of the report."""
_BESIDE = (
    (layout.PARTS, "story"), (layout.VOICES, "story"), (layout.CHAPTERS, "story"), (layout.EASY_READ, "story"),
    (layout.CONSENT, "part"), (layout.PIECES, "collection"),
)  # fmt: skip
"""Tables whose rows belong to others, and the column that says to which."""
Taker = Callable[[Run, Line], None]
_TAKERS: tuple[tuple[Table, Taker], ...] = (
    (layout.ORGANISATIONS, people.take_organisation),
    (layout.PEOPLE, people.take_person),
    (layout.STORIES, stories.take_story),
    (layout.COMMENTS, others.take_comment),
    (layout.MOMENTS, others.take_moment),
    (layout.COLLECTIONS, others.take_collection),
    (layout.PLACES, others.take_place),
    (layout.GLOSSARY, others.take_term),
    (layout.OLD_ADDRESSES, others.take_address),
)


def import_site(folder: Path, say: Say, *, by: User, is_dry: bool = False) -> Run:
    """Each thing is taken in by itself, so that a run that was killed goes on where it was. `say` is told what became
    of each row. A dry run does the same and takes all of it back. Raises BadInput for a folder that is none."""
    run = Run(opened(folder), by, is_dry, say)
    with transaction.atomic() if is_dry else _each_by_itself():
        _take_all(run)
        if is_dry:
            transaction.set_rollback(True)
    return run


@contextmanager
def _each_by_itself() -> Iterator[None]:
    yield


def _take_all(run: Run) -> None:
    for table, column in _BESIDE:
        found: dict[str, list[Line]] = {}
        run.beside[table.name] = found
        for line in _lines(run, table):
            found.setdefault(line[column], []).append(line)
    for table, taker in _TAKERS:
        told = set()
        for line in _lines(run, table):
            told.add(line.key)
            taker(run, line)
        if table is layout.STORIES:
            for place in run.folder.untold(told):
                taker(run, line_of(place, run.folder.root))


def _lines(run: Run, table: Table) -> Iterator[Line]:
    """The rows of a table. Of those that belong to others, the ones that cannot be used are reported here."""
    try:
        sheet = run.folder.sheet(table)
    except HeardError as error:
        run.report(Reported(table.name, "", 0, Outcome.REFUSED, error.sentence))
        return
    for note in sheet.notes if sheet else ():
        run.report(Reported(table.name, "", 0, Outcome.NOTED, note))
    belongs = any(table is one for one, _column in _BESIDE)
    for line in sheet.lines if sheet else ():
        if belongs and line.why:
            run.report(Reported(table.name, line.key, line.number, Outcome.REFUSED, line.why.sentence))
        else:
            yield line


def report_to(file: IO[str]) -> Say:
    """Writes each row of the report as it comes, so that a run that was killed has told what it did."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)

    def say(row: Reported) -> None:
        writer.writerow(
            [no_formula(str(cell)) for cell in (row.what, row.id, row.line or "", row.outcome, row.why, row.address)]
        )
        file.flush()

    return say
