"""BagIt, in which archives keep and pass on folders (RFC 8493): every file with its checksum, and the checksums of
these lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from heard.core.errors import BadInput

PAYLOAD = "data"
DECLARATION = "bagit.txt"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_WIDTH = 4  # spaces before the second line of a value, as the standard has it


def declaration() -> str:
    return _DECLARED


def info(network: str, made: date, size: int, files: int) -> str:
    """bag-info.txt. `size` is that of the payload in bytes."""
    facts: Mapping[str, str] = {
        "Source-Organization": network,
        "Bagging-Date": made.isoformat(),
        "Bag-Software-Agent": "Heard",
        "Payload-Oxum": f"{size}.{files}",
    }
    return "".join(f"{name}: {_folded(value)}\n" for name, value in facts.items())


def _folded(value: str) -> str:
    return f"\n{' ' * _WIDTH}".join(value.splitlines())


def line(digest: str, name: str) -> str:
    """One file in a manifest. Line ends and per cent signs in names are written as URLs have them."""
    return f"{digest}  {name.replace('%', '%25').replace(chr(13), '%0D').replace(chr(10), '%0A')}\n"


def named(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The files of a manifest, each with its digest."""
    for number, text in enumerate(lines, start=1):
        digest, _, name = text.rstrip("\r\n").partition(" ")
        if not name.strip():
            raise BadInput("Line %(line)d of the manifest cannot be read.", code="bad-bag", line=number)
        yield name.strip().replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"), digest.lower()
