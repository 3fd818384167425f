"""Read and write the files that a command is given (`-`: the standard ones). What cannot be is said in a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

from heard.core import formats
from heard.core.errors import BadInput
from heard.core.transcript.words import Transcript

_MOST_NOTES = 20


def read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise BadInput(
            "“%(path)s” cannot be read: %(why)s.", code="cannot-read", path=path, why=error.strerror
        ) from None


def write(path: str, content: bytes) -> None:
    try:
        if path == "-":
            sys.stdout.buffer.write(content)
        else:
            Path(path).write_bytes(content)
    except OSError as error:
        raise BadInput(
            "“%(path)s” cannot be written: %(why)s.", code="cannot-write", path=path, why=error.strerror
        ) from None


def transcript(path: str) -> Transcript:
    """What a file says. What of it could not be used is said on standard error. Raises BadInput."""
    notes: formats.Notes = []
    found = formats.read(path, read(path), notes)
    for note in notes[:_MOST_NOTES]:
        print(f"heard: {note}", file=sys.stderr)
    if len(notes) > _MOST_NOTES:
        print(f"heard: and {len(notes) - _MOST_NOTES} more like these.", file=sys.stderr)
    return found
