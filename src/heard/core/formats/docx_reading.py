"""The lines of a Word document, as it reads on the screen: with what was added and without what was taken out."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from heard.core.errors import BadTranscript
from heard.core.formats.reading import Notes

# A transcript of a day is far below this; anything above is a bomb. Bytes.
_LARGEST = 50_000_000
# Boxes in tables in boxes: nobody goes deeper.
_DEEPEST = 60
_DAMAGED = (
    zipfile.BadZipFile, KeyError, ElementTree.ParseError, NotImplementedError, RuntimeError, zlib.error, EOFError,
    struct.error, OSError, ValueError, LookupError, OverflowError,
)  # fmt: skip

# Files of other kinds that come under this name, by how they begin.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "It is an old Word document (.doc), or one that is locked with a password."),
    (b"{\\rtf", "It is a rich text file (.rtf)."),
    (b"%PDF", "It is a PDF."),
    (b"<!DOCTYPE html", "It is a web page."),
    (b"<html", "It is a web page."),
)

# Parts that nobody sees in the text: what was taken out or moved away, instructions, what a placeholder says.
_UNSEEN = frozenset(
    (
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "rt",
        "pPr",
        "rPr",
        "sdtPr",
        "tblPr",
        "trPr",
        "tcPr",
        "Fallback",
        "pict_",
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_CLOCK = re.compile(r"\d:\d\d")

Node = ElementTree.Element


def lines_of(data: bytes, notes: Notes) -> list[str]:
    """Raises BadTranscript with a sentence for what is no Word document, or a damaged one."""
    for start, what in _OTHERS:
        if data[:20].lower().startswith(start.lower()):
            raise BadTranscript(f"This file is not a Word document (.docx). {what} Save it as .docx.", code="not-docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if "mimetype" in package.namelist() and b"opendocument" in package.read("mimetype")[:80]:
                raise BadTranscript(
                    "This file is not a Word document (.docx). It is an OpenDocument (.odt). Save it as .docx.",
                    code="not-docx",
                )
            name = _main_part(package)
            root, titles = _parsed(package, name), _titles(package, name)
    except _DAMAGED:
        raise BadTranscript("This file is not a Word document (.docx), or it is damaged.", code="not-docx") from None
    _note_footnotes(root, notes)
    return [line for paragraph in _paragraphs(root, titles) for line in [*paragraph.split("\n"), ""]]


def _main_part(package: zipfile.ZipFile) -> str:
    """Where the text is: Word calls it word/document.xml, some programs otherwise."""
    if "word/document.xml" in package.namelist():
        return "word/document.xml"
    for link in _parsed(package, "_rels/.rels"):
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    raise KeyError


def _parsed(package: zipfile.ZipFile, name: str) -> Node:
    if package.getinfo(name).file_size > _LARGEST:
        raise BadTranscript("This document is too large to be a transcript.", code="too-large")
    parser = ElementTree.XMLParser(target=_NoDoctype())  # noqa: S314 (no document type, so no entities)
    parser.feed(package.read(name))
    root = parser.close()
    if not isinstance(root, ElementTree.Element):
        raise ElementTree.ParseError
    return root


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, *_: str | None) -> None:
        raise ElementTree.ParseError("A Word document has no document type.")


def _titles(package: zipfile.ZipFile, name: str) -> set[str]:
    """The styles of titles and headings: their ids are in the language of the program, their names are not."""
    styles = posixpath.join(posixpath.dirname(name), "styles.xml")
    if styles not in package.namelist():
        return set()
    names = {_value(style, "styleId"): _child_value(style, "name") for style in _parsed(package, styles)}
    return {
        style
        for style, called in names.items()
        if style and called.casefold().startswith(("title", "heading", "subtitle"))
    }


def _note_footnotes(root: Node, notes: Notes) -> None:
    if any(_kind(node) in ("footnoteReference", "endnoteReference") for node in root.iter()):
        notes.append("Its footnotes were left out: they are not what somebody said.")


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
    for child in node:
        kind = _kind(child)
        if kind == "p":
            yield from _paragraph(child, depth)
        elif kind == "tr":
            yield from _row(child, depth)
        elif kind not in _UNSEEN and not _is_hidden(child):
            yield from _blocks(child, depth + 1)


def _row(row: Node, depth: int) -> Iterator[_Block]:
    look = _child(row, "trPr")
    if look is None or _child(look, "del") is None:
        yield _Block("\t".join(filter(None, (_cell(cell, depth) for cell in _cells(row)))))


def _cells(row: Node) -> Iterator[Node]:
    for child in row:
        if _kind(child) == "tc":
            yield child
        elif _kind(child) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _cell(cell: Node, depth: int) -> str:
    return "\n".join(block.text for block in _blocks(cell, depth + 1) if block.text.strip()).strip()


def _paragraph(node: Node, depth: int) -> Iterator[_Block]:
    """The paragraph, then what stands in boxes beside it."""
    boxes: list[Node] = []
    text = "".join(_pieces(node, boxes))
    look = _child(node, "pPr")
    end = None if look is None else _child(look, "rPr")
    gone = end is not None and any(_kind(mark) in ("del", "moveFrom") for mark in end)
    yield _Block(text, "" if look is None else _child_value(look, "pStyle"), gone)
    for box in boxes:
        yield from _blocks(box, depth + 1)


def _pieces(node: Node, boxes: list[Node]) -> Iterator[str]:
    """What is seen of a paragraph. (Without recursion: some programs nest a hundred deep.)"""
    stack = [iter(node)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        kind = _kind(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind == "txbxContent":
            boxes.append(child)
        elif kind == "AlternateContent":
            stack.append(iter([_shown_way(child)] if len(child) else []))
        elif kind == "Fallback" or (kind not in _UNSEEN and not _is_hidden(child)):
            stack.append(iter(child))


def _shown_way(alternatives: Node) -> Node:
    """The first of several ways to draw the same that has a text, each for programs of another age."""
    return next((way for way in alternatives if any(_kind(node) == "t" for node in way.iter())), alternatives[0])


def _is_hidden(node: Node) -> bool:
    """A run that nobody sees, or a field that still says “Click here to enter text”."""
    for look in node:
        if _kind(look) in ("rPr", "sdtPr"):
            return any(
                _kind(mark) == "showingPlcHdr"
                or (_kind(mark) == "vanish" and _value(mark, "val") not in ("0", "false"))
                for mark in look
            )
    return False


def _kind(node: Node) -> str:
    """Its name, whichever edition of the standard the namespace is from."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _child(node: Node, name: str) -> Node | None:
    return next((child for child in node if _kind(child) == name), None)


def _value(node: Node, name: str) -> str:
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), "")


def _child_value(node: Node, name: str) -> str:
    return next((_value(child, "val") for child in node if _kind(child) == name), "")
