"""A folder that comes in: its tables and files, and nothing outside it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from heard.apps.moving.queries.bags import faults_of, is_bag
from heard.core.errors import BadInput
from heard.core.moving import bag, reading
from heard.core.moving.layout import PAGES, STORIES, TABLES, Table, inside, leads_out
from heard.core.moving.reading import Sheet

_SUFFIXES = ("csv", "json", "xlsx", "tsv")
_TEXTS = (".html", ".htm", ".txt", ".docx", ".vtt", ".srt", ".json")


@dataclass(frozen=True)
class Folder:
    """`root` holds the tables: it is the payload of a bag, or the folder itself."""

    root: Path
    _listed: dict[str, Mapping[str, Path]] = field(default_factory=dict)

    def sheet(self, table: Table) -> Sheet | None:
        """None where there is no such table. Raises BadInput for one that cannot be read."""
        for suffix in _SUFFIXES:
            place = self.root / f"{table.name}.{suffix}"
            if place.is_file():
                if place.stat().st_size > reading.LARGEST:
                    raise BadInput("This file is too large to be read.", code="too-large")
                return reading.read(table, place.read_bytes(), is_json=suffix == "json")
        return None

    def file(self, path: str) -> Path:
        """The file that a row names. Raises BadInput where there is none, and for one outside the folder."""
        place = self.root / inside(path)
        if not place.is_file():
            raise BadInput("There is no file “%(path)s” in the folder.", code="no-file", path=path)
        if not self._is_inside(place):
            raise leads_out(path)
        return place

    def called(self, folders: Iterable[str], name: str) -> Path | None:
        """The first file in one of the folders that is called `name`, whatever its ending."""
        for folder in folders:
            if found := self._by_name(folder).get(name):
                return found
        return None

    def _by_name(self, folder: str) -> Mapping[str, Path]:
        """Looked for once: a folder of thousands is not listed for each of them."""
        if folder not in self._listed:
            self._listed[folder] = {place.stem: place for place in reversed(self.files(folder))}
        return self._listed[folder]

    def files(self, folder: str) -> list[Path]:
        """Those of which none leads out of the folder, by name."""
        place = self.root / folder
        found = sorted(place.iterdir()) if place.is_dir() else []
        return [one for one in found if one.is_file() and self._is_inside(one) and not one.name.startswith(".")]

    def _is_inside(self, place: Path) -> bool:
        return place.resolve().is_relative_to(self.root.resolve())

    def untold(self, told: Container[str]) -> list[Path]:
        """Saved pages and texts of which no row tells: those in `pages`, and where there is no table of stories at all
        those that lie in the folder itself."""
        has_table = any((self.root / f"{STORIES.name}.{suffix}").is_file() for suffix in _SUFFIXES)
        loose = [] if has_table else [one for one in self.files("") if one.suffix.lower() in _TEXTS]
        tables = {table.name for table in TABLES}
        found = [*self.files(PAGES), *(one for one in loose if one.stem not in tables)]
        return [one for one in found if one.stem not in told]


def opened(folder: Path) -> Folder:
    """Raises BadInput where there is no folder, and for a bag in which something is missing or changed."""
    if not folder.is_dir():
        raise BadInput("There is no folder “%(folder)s”.", code="no-folder", folder=folder)
    if not is_bag(folder):
        return Folder(folder)
    if fault := next(faults_of(folder), None):
        raise fault
    return Folder(folder / bag.PAYLOAD)
