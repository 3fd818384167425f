"""Files of Word and Excel: zips of XML, read without trusting them."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from heard.core.errors import BadInput
from heard.core.sentences import Sentence, to_translate

Node = ElementTree.Element

# A transcript of a day is far below this; anything above is a bomb. Bytes.
LARGEST = 20_000_000
_DAMAGED = (
    zipfile.BadZipFile, KeyError, IndexError, ElementTree.ParseError, NotImplementedError, RuntimeError, zlib.error,
    EOFError, struct.error, OSError, ValueError, LookupError, OverflowError,
)  # fmt: skip
# How files of other kinds begin.
_KINDS = (
    (b"\xd0\xcf\x11\xe0", to_translate("a file of Office from before 2007, or one that is locked with a password")),
    (b"{\\rtf", to_translate("a rich text file (.rtf)")),
    (b"%pdf", to_translate("a PDF")),
    (b"\x89png", to_translate("a picture")),
    (b"\xff\xd8\xff", to_translate("a picture")),
    (b"gif8", to_translate("a picture")),
    (b"id3", to_translate("a recording")),
    (b"riff", to_translate("a recording")),
    (b"oggs", to_translate("a recording")),
    (b"<!doctype html", to_translate("a web page")),
    (b"<html", to_translate("a web page")),
    (b"<?xml", to_translate("an XML file")),
)


class Damaged(Exception):
    """Not such a file, or a broken one."""


def kind_of(data: bytes) -> Sentence | None:
    """What a file really is, in words, where its first bytes say that it is none of these; None otherwise."""
    start = data[:32].lstrip(b"\xef\xbb\xbf \r\n").lower()
    return next((Sentence(what) for sign, what in _KINDS if start.startswith(sign)), None)


def is_package(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Raises Damaged for whatever goes wrong inside. (BadInput goes through.)"""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield package
    except _DAMAGED as error:
        raise Damaged from error


def parsed(package: zipfile.ZipFile, name: str) -> Node:
    if package.getinfo(name).file_size > LARGEST:
        raise BadInput("This file is too large to be read.", code="too-large")
    return from_xml(package.read(name))


def from_xml(data: bytes) -> Node:
    """Raises ParseError for what is no XML, and for a document type, which could hold entities."""
    parser = ElementTree.XMLParser(target=_NoDoctype())  # noqa: S314 (no document type, so no entities)
    parser.feed(data)
    root = parser.close()
    if not isinstance(root, ElementTree.Element):
        raise ElementTree.ParseError
    return root


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, *_: str | None) -> None:
        raise ElementTree.ParseError("Office writes no document type.")


def is_open_document(package: zipfile.ZipFile) -> bool:
    return "mimetype" in package.namelist() and b"opendocument" in package.read("mimetype")[:80]


def main_part(package: zipfile.ZipFile, usual: str) -> str:
    """Where the text is: in its usual place, or where the file says. Some programs call it otherwise."""
    if usual in package.namelist():
        return usual
    for link in parsed(package, "_rels/.rels"):
        if link.get("Type", "").endswith("/officeDocument"):
            return link.get("Target", "").lstrip("/")
    raise KeyError(usual)


def beside(name: str, other: str) -> str:
    """The part `other` in the folder of the part `name`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))


def kind(node: Node) -> str:
    """A node's name, whichever edition of the standard its namespace is from."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: Node, name: str) -> str:
    """An attribute, whichever namespace it is in; empty when there is none."""
    return next((text for key, text in node.items() if key.rpartition("}")[2] == name), "")


def child(node: Node, name: str) -> Node | None:
    return next((one for one in node if kind(one) == name), None)
