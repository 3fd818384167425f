"""Photos of paper consent: taken in as they are, and kept only as the worker has made them anew.

What was sent lies beside the photo until then and is shown to nobody: a photo can hold the place where it was taken.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from heard.apps.telling.models import StoryPerson
from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.consent import papers_of
from heard.core.errors import BadInput, refuse
from heard.core.people.parts import LARGEST_PAPER, paper_faults

_SENT = ".sent"


def faults_of(file: IO[bytes]) -> list[BadInput]:
    """What is wrong with a photo, before it is taken in."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    return [*paper_faults(size, head)]


def keep_paper(person: StoryPerson, file: IO[bytes]) -> str:
    """Take in a photo. Returns the path under which it can be seen once the worker has made it. Raises BadInput for
    what is none."""
    refuse(faults_of(file))
    folder = papers_of(person)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.jpg"
    (folder / name).with_suffix(_SENT).write_bytes(file.read(LARGEST_PAPER))
    return f"consent/{person.subject}/{name}"


def papers_sent() -> list[Path]:
    """What waits for the worker, but for what is put off."""
    return [path for path in sorted(place_of("consent").glob(f"*/*{_SENT}")) if _is_due(path)]


def put_off(sent: Path, pause: float) -> None:
    """It is tried again after so many seconds: a photo has no row, so its file bears that time."""
    later = time.time() + pause
    with suppress(FileNotFoundError):  # another worker made it, or it is erased
        os.utime(sent, (later, later))


def _is_due(sent: Path) -> bool:
    try:
        return sent.stat().st_mtime <= time.time()
    except FileNotFoundError:
        return False
