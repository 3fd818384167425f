"""Tables as people keep them: CSV with commas, semicolons, tabs or bars between cells, in Unicode or as spreadsheets
save it, or a workbook of Excel. What is written, spreadsheets show as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence

from heard.core.errors import BadInput
from heard.core.files import workbook
from heard.core.files.decoding import decoded
from heard.core.files.office import is_package, kind_of

# Spreadsheets run a cell that begins so as a formula; an apostrophe before it keeps it text.
_FORMULA, _KEPT_TEXT = re.compile(r"'*[=+\-@]"), re.compile(r"'+[=+\-@]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
# The names of the columns may stand below a title, and Excel's own line “sep=;” above all.
HEADER_WITHIN = 10
_SEPARATOR = re.compile(r"[\s\"]*sep=(?P<sign>[^\r\n\"])\"?[^\S\r\n]*[;,\t]*\r?\n?", re.IGNORECASE)

Row = tuple[int, list[str]]
"""The number of its first line, and its cells."""


def rows_of(data: bytes, first: Collection[str]) -> tuple[list[Row], bool]:
    """Every row, and whether its letters had to be guessed. By a column that is one of `first` the line with the names
    of the columns is known. Raises BadInput for what is no table."""
    if other := kind_of(data):
        raise BadInput(
            "This is no CSV file, but %(other)s. Save the list as “CSV UTF-8” and bring that.",
            code="not-csv",
            other=other,
        )
    if is_package(data):
        return workbook.rows(data), False
    text, guessed = decoded(data)
    return _rows(text, first), guessed


def _rows(text: str, first: Collection[str]) -> list[Row]:
    separator = _SEPARATOR.match(text)
    sign = separator["sign"] if separator else _delimiter(text, first)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=sign, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        if "larger than field limit" in str(error):
            raise BadInput("A cell in line %(line)d is too long to be read.", code="too-large", line=line) from None
        raise BadInput(
            "Line %(line)d cannot be read: a quotation mark is opened and not closed, or stands in the middle.",
            code="quotes",
            line=line,
        ) from None
    return rows[1:] if separator else rows


def _delimiter(text: str, first: Collection[str]) -> str:
    """What parts the names of the columns, as far as one of them is known."""
    for line in text.splitlines()[:HEADER_WITHIN]:
        for sign in ",;\t|":
            if any(column(name) in first for name in line.split(sign)):
                return sign
    return ","


def column(name: str) -> str:
    """The name of a column, however it is spaced and whichever letters are capitals."""
    seen = "".join(sign for sign in name if sign.isprintable() or sign.isspace())
    return "_".join(seen.strip("\"' \t").casefold().split())


def by_column(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a line by the names of their columns."""
    return {name: as_text(cell) for name, cell in zip(header, cells, strict=False)}


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([no_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def no_formula(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def as_text(cell: str) -> str:
    return cell[1:] if _KEPT_TEXT.match(cell) else cell
