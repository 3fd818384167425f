"""The rows of an Excel workbook (.xlsx): the cells of its first sheet, as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence

from heard.core.errors import BadInput
from heard.core.files.office import (
    Damaged,
    Node,
    beside,
    child,
    is_open_document,
    kind,
    main_part,
    opened,
    parsed,
    value,
)

_COLUMN = re.compile(r"[A-Z]{1,3}")
_MOST_COLUMNS = 200


def rows(data: bytes) -> list[tuple[int, list[str]]]:
    """Every row with its number. Raises BadInput with a sentence for another kind of file, or a damaged one."""
    try:
        with opened(data) as package:
            if is_open_document(package):
                raise BadInput(
                    "This is an OpenDocument file. Save the list as “CSV UTF-8” and bring that.", code="not-csv"
                )
            book = main_part(package, "xl/workbook.xml")
            if not book.startswith("xl/"):
                raise BadInput(
                    "This is no table, but another file of Office. Save the list as “CSV UTF-8” and bring that.",
                    code="not-csv",
                )
            shared = _shared(package, beside(book, "sharedStrings.xml"))
            return list(_rows(parsed(package, _first_sheet(package, book)), shared))
    except Damaged as error:
        raise BadInput(
            "This workbook cannot be read: it is damaged. Save the list as “CSV UTF-8” and bring that.", code="not-csv"
        ) from (error.__cause__ or error)


def _first_sheet(package: zipfile.ZipFile, book: str) -> str:
    sheets = child(parsed(package, book), "sheets")
    first = value(next(iter(sheets)), "id") if sheets is not None and len(sheets) else ""
    links = beside(book, "_rels/workbook.xml.rels")
    for link in parsed(package, links):
        if link.get("Id") == first:
            target = link.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else beside(book, target)
    raise KeyError(first)


def _shared(package: zipfile.ZipFile, name: str) -> list[str]:
    """Texts that cells point to by their place in this list."""
    return [_text(item) for item in parsed(package, name)] if name in package.namelist() else []


def _text(node: Node) -> str:
    """Its text, whatever the looks of its pieces; not how it is said in Japanese."""
    pieces = [one for one in node if kind(one) != "rPh"]
    return "".join((one.text or "") if kind(one) == "t" else _text(one) for one in pieces)


def _rows(sheet: Node, shared: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    content = child(sheet, "sheetData")
    for number, row in enumerate(content if content is not None else (), start=1):
        cells: list[str] = []
        for cell in row:
            at = _place(value(cell, "r"), len(cells))
            cells += [""] * (at - len(cells))
            cells.append(_cell(cell, shared))
        given = value(row, "r")
        yield int(given) if given.isdecimal() else number, cells


def _place(name: str, following: int) -> int:
    """The column of a cell called B7, counted from 0; without a name it is the next one."""
    letters = _COLUMN.match(name)
    if letters is None:
        return following
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    if not following < place <= _MOST_COLUMNS:
        raise ValueError(name)
    return place - 1


def _cell(cell: Node, shared: Sequence[str]) -> str:
    written, inline = child(cell, "v"), child(cell, "is")
    if inline is not None:
        return _text(inline)
    text = "" if written is None else written.text or ""
    return shared[int(text)] if value(cell, "t") == "s" and text else text
