"""Whether a folder is as its manifests say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from heard.core.errors import BadInput
from heard.core.moving import bag


def is_bag(folder: Path) -> bool:
    return (folder / bag.DECLARATION).is_file()


def faults_of(folder: Path) -> Iterator[BadInput]:
    """What in a bag is missing, or not as it was."""
    for manifest in (bag.MANIFEST, bag.TAGS):
        if not (folder / manifest).is_file():
            yield _missing(manifest)
            continue
        with (folder / manifest).open(encoding="utf-8") as lines:
            yield from (fault for name, digest in bag.named(lines) if (fault := _fault(folder, name, digest)))


def _fault(folder: Path, name: str, digest: str) -> BadInput | None:
    place = folder / name
    if ".." in Path(name).parts or not place.is_file():
        return _missing(name)
    with place.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() == digest:
            return None
    return BadInput("“%(file)s” is not as it was when it was written.", code="bad-bag", file=name)


def _missing(name: str) -> BadInput:
    return BadInput("“%(file)s” is missing.", code="bad-bag", file=name)
