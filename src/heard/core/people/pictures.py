"""What may be sent as a picture, and what has to be said with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from heard.core.errors import BadInput
from heard.core.people.fields import Text, Texts, text_faults

LARGEST = 8 * 1024**2  # bytes
HEAD = 64
"""Bytes by which a kind of file is known."""
PICTURE: Texts = {"described": Text(300, needed=True), "people": Text(200)}
PORTRAIT: Texts = {"described": Text(300)}
"""One that was sent before it was asked has none: then its person's name says who it is."""
_STILL = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


class Shows(StrEnum):
    """Whom somebody can recognise in it."""

    NOBODY = "nobody"
    PEOPLE = "people"


def file_faults(size: int, head: bytes) -> Iterator[BadInput]:
    """Of what was sent, by its first bytes: what it is called says nothing."""
    if size > LARGEST:
        yield BadInput("This picture is too large. Up to 8 MB, please.", code="too-large", field="picture")
    elif why := _why_not(head):
        yield BadInput(why, code="not-a-picture", field="picture")


def _why_not(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "This is a picture as some phones keep them (HEIC), which browsers cannot show. Send it as a JPEG."
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<svg", b"<?xml")):
        return "This is a drawing that can hold a program (SVG). Send it as a PNG."
    if head.startswith((b"GIF8",)) or b"ANIM" in head or b"acTL" in head:
        return "This is a picture that moves. Send one that stands still, as a JPEG or PNG."
    if not head.startswith(_STILL) or (head.startswith(b"RIFF") and head[8:12] != b"WEBP"):
        return "This file cannot be read as a picture. Please try another one."
    return ""


def about_faults(given: Mapping[str, object]) -> Iterator[BadInput]:
    """Everybody who can be recognised is named, and has agreed."""
    yield from text_faults(given, PICTURE)
    if given.get("shows") == Shows.PEOPLE:
        if not given.get("people"):
            yield BadInput("Say who is in it.", code="nobody-named", field="people")
        yield from _agreed_faults(given)


def portrait_faults(given: Mapping[str, object], *, is_new: bool) -> Iterator[BadInput]:
    """Of a picture of oneself, which may show others too. `is_new`: it is sent now, not only described anew."""
    yield from text_faults(given, {"described": PICTURE["described"]})
    if is_new:
        yield from _agreed_faults(given)


def _agreed_faults(given: Mapping[str, object]) -> Iterator[BadInput]:
    if not given.get("agreed"):
        said = "Ask everybody who can be recognised first. Without their yes it cannot be shown."
        yield BadInput(said, code="not-agreed", field="agreed")
