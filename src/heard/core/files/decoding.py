"""Text out of the bytes of a file, whichever program saved it."""

from __future__ import annotations

from heard.core.errors import BadInput

_MARKS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# A file with more letters outside ASCII than this share is in no Western encoding.
_WESTERN = 0.25


def decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether its letters had to be guessed: Unicode in any encoding, or Western letters as old programs
    save them. Raises BadInput rather than guess more and spoil names."""
    try:
        return data.decode(_unicode(data)).removeprefix("\ufeff"), False
    except UnicodeDecodeError:
        return _western(data), True


def _unicode(data: bytes) -> str:
    """The encoding, by its mark or by where the noughts are."""
    if known := next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None):
        return known
    start = data[:1000]
    odd, even = start[1::2].count(0), start[::2].count(0)
    if max(odd, even) > len(start) / 4 and min(odd, even) <= len(start) / 20:
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _western(data: bytes) -> str:
    letters = sum(byte > 0x40 for byte in data)
    foreign = sum(byte >= 0x80 for byte in data)
    try:
        if b"\0" in data or foreign > _WESTERN * letters:
            raise ValueError
        return data.decode("cp1252")
    except ValueError:
        raise BadInput("This file is not UTF-8 text. Save it as UTF-8 and try again.", code="encoding") from None
