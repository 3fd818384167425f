"""The name of a file that somebody sent, as it is kept and given back: its last part, in signs that can be seen."""

from __future__ import annotations

import unicodedata

LONGEST = 120  # characters; other systems allow 255 bytes, and a character may be four of them, or be written as %F0…
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, what turns the direction, halves of characters


def plain_name(sent: str, otherwise: str = "recording") -> str:
    """Never a path, whatever system it came from, and never longer than LONGEST: the ending stays."""
    name = unicodedata.normalize("NFC", "".join(sign for sign in sent if unicodedata.category(sign) not in _UNSEEN))
    last = name.replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    last = last.rpartition(":")[2] if last[1:2] == ":" else last  # C:talk.mp3
    last = " ".join(last.split())
    if not last.strip(". "):
        return otherwise
    stem, dot, ending = last.rpartition(".")
    if len(last) <= LONGEST or not stem or len(ending) > 10:
        return last[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1].rstrip()}{dot}{ending}"
