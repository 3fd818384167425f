"""Where things lie that are needed for a moment only. What a killed process leaves there, the worker clears."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A folder that nobody else can open, gone at the end."""
    (settings.DATA / "tmp").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=settings.DATA / "tmp", prefix=prefix) as folder:
        yield Path(folder)
