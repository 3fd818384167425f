"""A folder that is there whole or not at all, with every file's checksum beside it (BagIt)."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from heard.core.errors import WrongState
from heard.core.moving import bag
from heard.web.network import network

_UNFINISHED = ".unfinished"
"""What the name of the folder ends in until everything is in it."""


@contextmanager
def new_bag(folder: Path) -> Iterator[Path]:
    """A place to put things in; `folder` is a bag with all of them once everything went well. A run that was killed
    leaves no such folder, and what it left is cleared away by the next. Raises WrongState where there is something
    already, or where another run is writing it."""
    folder = folder.absolute()
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise WrongState(
            "“%(folder)s” holds something already. Name a folder that is empty, or new.",
            code="not-empty",
            folder=folder,
        )
    part = folder.with_name(f"{folder.name}{_UNFINISHED}")
    part.mkdir(parents=True, exist_ok=True)
    with _alone_in(part):
        for left in part.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        (part / bag.PAYLOAD).mkdir()
        yield part
        _seal(part)
        part.replace(folder)


@contextmanager
def _alone_in(part: Path) -> Iterator[None]:
    handle = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise WrongState("“%(part)s” is being written by another run.", code="busy", part=part) from None
    finally:
        os.close(handle)


def _seal(part: Path) -> None:
    """Write the manifests, each line as soon as its file is read."""
    size, files = 0, 0
    with (part / bag.MANIFEST).open("w", encoding="utf-8", newline="\n") as manifest:
        for place in _files(part / bag.PAYLOAD):
            manifest.write(bag.line(_digest(place), place.relative_to(part).as_posix()))
            size, files = size + place.stat().st_size, files + 1
    about = bag.info(network().name, timezone.localdate(), size, files)
    (part / "bag-info.txt").write_text(about, "utf-8")
    (part / bag.DECLARATION).write_text(bag.declaration(), "utf-8")
    tags = [place for place in sorted(part.iterdir()) if place.is_file()]
    lines = "".join(bag.line(_digest(place), place.name) for place in tags)
    (part / bag.TAGS).write_text(lines, "utf-8")


def _files(folder: Path) -> Iterator[Path]:
    """A folder at a time, so that a long list is never held in memory."""
    for name in sorted(os.listdir(folder)):
        place = folder / name
        if place.is_dir():
            yield from _files(place)
        else:
            yield place


def _digest(place: Path) -> str:
    with place.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
