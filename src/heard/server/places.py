"""The folder that everything is kept in, before anything else is known. What is wrong with it is said in a sentence."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from heard.core.errors import BadInput


def data_folder(path: Path) -> Path:
    """The folder, made if it is not there. Raises BadInput when nothing can be kept in it."""
    try:
        folder = path.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
        is_writable = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except (OSError, RuntimeError) as error:  # a way in a circle is the latter
        raise _no_folder(path, getattr(error, "strerror", None) or str(error)) from error
    if not is_writable:
        raise _no_folder(path, f"whoever runs Heard (user number {os.geteuid()}) may not write there")
    return folder


def _no_folder(path: Path, why: str) -> BadInput:
    return BadInput(
        "Heard cannot keep anything in the folder “%(path)s”: %(why)s. Make it writable, or set HEARD_DATA to another.",
        code="data-folder",
        path=path,
        why=why,
    )


def kept_key(place: Path) -> str:
    """The key in a file that only the host can read; made when there is none, or only an empty file that a full disk
    left. Raises BadInput when the file cannot be read."""
    try:
        key = place.read_text().strip() if place.exists() else ""
        return key or _new_key(place)
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it holds no text"
        raise BadInput(
            "The file “%(place)s”, with the key that signs sessions, cannot be used: %(why)s. Put it right, or "
            "give a key with HEARD_SECRET_KEY.",
            code="secret-key",
            place=place,
            why=why,
        ) from error


def _new_key(place: Path) -> str:
    """Written beside it first, so that no half of a key is ever found."""
    key, part = secrets.token_urlsafe(50), place.with_name(f".{place.name}-{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(key)
    part.replace(place)
    return key
