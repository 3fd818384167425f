"""What a file of rows says: each row by the names of its columns, or why it cannot be used. No row spoils another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from heard.core.errors import BadInput
from heard.core.files.decoding import decoded
from heard.core.files.tables import HEADER_WITHIN, Row, by_column, column, rows_of
from heard.core.moving.layout import Table
from heard.core.sentences import Sentence

LARGEST = 64 * 1024**2
"""Bytes of one table: what is bigger comes in pieces."""
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the number of its line, its cells by column, and `why` it cannot be used."""

    table: Table
    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    why: BadInput | None = None

    @property
    def key(self) -> str:
        return self.cells.get(self.table.columns[0], "")

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was read, and what is to be said about it as a whole."""

    lines: Sequence[Line]
    notes: Sequence[str] = ()


def read(table: Table, data: bytes, *, is_json: bool = False) -> Sheet:
    """Raises BadInput for what is no such table at all."""
    if len(data) > LARGEST:
        raise BadInput("This file is too large to be read.", code="too-large")
    header, rows, notes = _objects(data) if is_json else _cells(table, data)
    if lost := [name for name in table.needed if name not in header]:
        raise BadInput(
            "The table “%(table)s” has no column “%(column)s”.", code="columns", table=table.name, column=lost[0]
        )
    if unknown := [name for name in header if name and name not in table.columns]:
        notes.append(str(Sentence("Columns that mean nothing here: %(names)s.", {"names": ", ".join(unknown)})))
    return Sheet(list(_checked(table, rows)), notes)


_Cells = Mapping[str, str]


def _cells(table: Table, data: bytes) -> tuple[Sequence[str], list[tuple[int, _Cells]], list[str]]:
    found, guessed = rows_of(data, table.columns)
    notes = []
    if guessed:
        said = "This file is not UTF-8. It was read as Western European text: look at the letters with accents."
        notes.append(str(Sentence(said)))
    filled = [(number, cells) for number, cells in found if any(map(str.strip, cells))]
    at = _header(table, filled)
    header = [column(name) for name in filled[at][1]] if filled else []
    return header, [(number, by_column(header, cells)) for number, cells in filled[at + 1 :]], notes


def _header(table: Table, rows: Sequence[Row]) -> int:
    """The row that names the columns: a title may stand above it."""
    named = (at for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]) if table.needed[0] in map(column, cells))
    return next(named, 0)


def _objects(data: bytes) -> tuple[Sequence[str], list[tuple[int, _Cells]], list[str]]:
    try:
        top = json.loads(decoded(data)[0])
    except (ValueError, RecursionError):
        raise BadInput("This file is no JSON.", code="not-json") from None
    if not isinstance(top, list) or not all(isinstance(item, dict) for item in top):
        raise BadInput("This JSON file holds no list of objects.", code="not-json")
    header = list(dict.fromkeys(column(str(name)) for item in top for name in item))
    rows: list[tuple[int, _Cells]] = [
        (number, {column(str(name)): _text(value) for name, value in item.items()})
        for number, item in enumerate(top, start=1)
    ]
    return header, rows, []


def _text(value: Any) -> str:
    """What JSON says, as a cell would."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _checked(table: Table, rows: Iterable[tuple[int, _Cells]]) -> Iterator[Line]:
    """What is known by its first column is there once; a table that is about others holds several for each."""
    seen: dict[str, int] = {}
    once = table.columns[0] in ("id", "old", "term")
    for number, cells in rows:
        line = Line(table, number, {name: cell.strip() for name, cell in cells.items() if name})
        why = _why_not(line) or (_twice(line, seen) if once else None)
        seen.setdefault(line.key, number)
        yield Line(table, number, line.cells, why)


def _why_not(line: Line) -> BadInput | None:
    for name in line.table.needed:
        if not line[name]:
            return BadInput("The column “%(column)s” is empty.", code="needed", column=name)
    if len(line.key) > LONGEST_KEY:
        return BadInput("Its id is too long.", code="too-long", field=line.table.columns[0])
    return None


def _twice(line: Line, seen: Mapping[str, int]) -> BadInput | None:
    if line.key not in seen:
        return None
    said = "“%(key)s” stands in line %(line)d already."
    return BadInput(said, code="twice", key=line.key, line=seen[line.key])
