"""Photos of paper consent: taken in as they are, and kept only as the worker has made them anew.

What was sent lies beside the photo until then and is shown to nobody: a photo can hold the place where it was taken.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import IO

from heard.apps.telling.models import StoryPerson
from heard.apps.telling.queries import place_of
from heard.apps.telling.queries.consent import papers_of

LARGEST_PAPER = 20 * 1024**2  # bytes
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_SENT = ".sent"


def is_picture(file: IO[bytes]) -> bool:
    """By its first bytes: what it is called says nothing."""
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    return head.startswith(_PICTURES)


def keep_paper(person: StoryPerson, file: IO[bytes]) -> str:
    """Take in a photo. Returns the path under which it can be seen once the worker has made it."""
    folder = papers_of(person)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(8)}.jpg"
    (folder / name).with_suffix(_SENT).write_bytes(file.read(LARGEST_PAPER))
    return f"consent/{person.subject}/{name}"


def papers_sent() -> list[Path]:
    """What waits for the worker."""
    return sorted(place_of("consent").glob(f"*/*{_SENT}"))
