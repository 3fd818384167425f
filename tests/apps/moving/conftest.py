"""Folders that come in, and the report of what became of each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from heard.apps.moving.actions import importing


@pytest.fixture
def folder(tmp_path) -> Callable[..., Path]:
    """`folder(stories="id,title\\n1,Nights", **{"transcripts/1.txt": "…"})` is a folder with these files."""

    def made(**files: str | bytes) -> Path:
        root = tmp_path / "site"
        for name, content in files.items():
            place = root / (name if "/" in name or "." in name else f"{name}.csv")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return made


@pytest.fixture
def take_in(hana) -> Callable[..., list[dict[str, str]]]:
    """Takes a folder in and gives the rows of the report."""

    def taken(root: Path, *, is_dry: bool = False) -> list[dict[str, str]]:
        report = io.StringIO(newline="")
        importing.import_site(root, importing.report_to(report), by=hana, is_dry=is_dry)
        return list(csv.DictReader(io.StringIO(report.getvalue(), newline="")))

    return taken
