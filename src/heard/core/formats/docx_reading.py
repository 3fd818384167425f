"""The lines of a Word document, as it reads on the screen: with what was added and without what was taken out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from heard.core.errors import BadTranscript
from heard.core.files.office import (
    Damaged,
    Node,
    beside,
    child,
    is_open_document,
    kind,
    kind_of,
    main_part,
    opened,
    parsed,
    value,
)
from heard.core.formats.reading import Notes, noted

# Boxes in tables in boxes: nobody goes deeper.
_DEEPEST = 60

# Parts that nobody sees in the text: what was taken out or moved away, instructions, how a word is pronounced.
_OUT_OF_SIGHT = "del moveFrom delText instrText rt pPr rPr sdtPr tblPr trPr tcPr Fallback"
_UNSEEN = frozenset(_OUT_OF_SIGHT.split())
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_CLOCK = re.compile(r"\d:\d\d")


def lines_of(data: bytes, notes: Notes) -> list[str]:
    """Raises BadTranscript with a sentence for what is no Word document, or a damaged one."""
    if other := kind_of(data):
        raise BadTranscript(
            "This file is not a Word document (.docx), but %(other)s. Save it as .docx.", code="not-docx", other=other
        )
    try:
        with opened(data) as package:
            if is_open_document(package):
                raise BadTranscript(
                    "This file is not a Word document (.docx), but an OpenDocument. Save it as .docx.", code="not-docx"
                )
            name = main_part(package, "word/document.xml")
            root, titles = parsed(package, name), _titles(package, name)
    except Damaged as error:
        raise BadTranscript("This file is not a Word document (.docx), or it is damaged.", code="not-docx") from (
            error.__cause__ or error
        )
    _note_footnotes(root, notes)
    return [line for paragraph in _paragraphs(root, titles) for line in [*paragraph.split("\n"), ""]]


def _titles(package: zipfile.ZipFile, name: str) -> set[str]:
    """The styles of titles and headings: their ids are in the language of the program, their names are not."""
    styles = beside(name, "styles.xml")
    if styles not in package.namelist():
        return set()
    names = {value(style, "styleId"): _named(style, "name") for style in parsed(package, styles)}
    return {
        style
        for style, called in names.items()
        if style and called.casefold().startswith(("title", "heading", "subtitle"))
    }


def _note_footnotes(root: Node, notes: Notes) -> None:
    if any(kind(node) in ("footnoteReference", "endnoteReference") for node in root.iter()):
        notes.append(noted("Its footnotes were left out: they are not what somebody said."))


# The text


@dataclass(slots=True)
class _Block:
    """A paragraph or a row. `runs_on`: the line end behind it was taken out."""

    text: str
    style: str = ""
    runs_on: bool = False


def _paragraphs(root: Node, titles: set[str]) -> Iterator[str]:
    """Each paragraph's text; a row of a table is one, its cells apart. Titles and headings are not said."""
    before = ""
    for block in _blocks(root, 0):
        text = before + block.text
        before = text if block.runs_on else ""
        is_title = block.style in titles or block.style.startswith(("Title", "Heading", "Subtitle"))
        if not block.runs_on and (not is_title or _CLOCK.search(text)):
            yield text
    yield before


def _blocks(node: Node, depth: int) -> Iterator[_Block]:
    """The paragraphs and rows in a node, in order."""
    if depth > _DEEPEST:
        return
    for one in node:
        if kind(one) == "p":
            yield from _paragraph(one, depth)
        elif kind(one) == "tr":
            yield from _row(one, depth)
        elif kind(one) not in _UNSEEN and not _is_hidden(one):
            yield from _blocks(one, depth + 1)


def _row(row: Node, depth: int) -> Iterator[_Block]:
    look = child(row, "trPr")
    if look is None or child(look, "del") is None:
        yield _Block("\t".join(filter(None, (_cell(cell, depth) for cell in _cells(row)))))


def _cells(row: Node) -> Iterator[Node]:
    for one in row:
        if kind(one) == "tc":
            yield one
        elif kind(one) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(one)


def _cell(cell: Node, depth: int) -> str:
    return "\n".join(block.text for block in _blocks(cell, depth + 1) if block.text.strip()).strip()


def _paragraph(node: Node, depth: int) -> Iterator[_Block]:
    """The paragraph, then what stands in boxes beside it."""
    boxes: list[Node] = []
    text = "".join(_pieces(node, boxes))
    look = child(node, "pPr")
    end = None if look is None else child(look, "rPr")
    gone = end is not None and any(kind(mark) in ("del", "moveFrom") for mark in end)
    yield _Block(text, "" if look is None else _named(look, "pStyle"), gone)
    for box in boxes:
        yield from _blocks(box, depth + 1)


def _pieces(node: Node, boxes: list[Node]) -> Iterator[str]:
    """What is seen of a paragraph. (Without recursion: some programs nest a hundred deep.)"""
    stack = [iter(node)]
    while stack:
        one = next(stack[-1], None)
        if one is None:
            stack.pop()
        elif kind(one) == "t":
            yield one.text or ""
        elif kind(one) in _SIGNS:
            yield _SIGNS[kind(one)]
        elif kind(one) == "txbxContent":
            boxes.append(one)
        elif kind(one) == "AlternateContent":
            stack.append(iter(_shown_way(one)))
        elif kind(one) not in _UNSEEN and not _is_hidden(one):
            stack.append(iter(one))


def _shown_way(alternatives: Node) -> Node:
    """The first of several ways to draw the same that has a text: each is for programs of another age."""
    return next((way for way in alternatives if any(kind(node) == "t" for node in way.iter())), alternatives)


def _is_hidden(node: Node) -> bool:
    """A run that nobody sees, or a field that still says “Click here to enter text”."""
    for look in node:
        if kind(look) in ("rPr", "sdtPr"):
            return any(
                kind(mark) == "showingPlcHdr" or (kind(mark) == "vanish" and value(mark, "val") not in ("0", "false"))
                for mark in look
            )
    return False


def _named(node: Node, name: str) -> str:
    return next((value(one, "val") for one in node if kind(one) == name), "")
