"""THE layout of a network in a folder: each table with its columns, and the folders beside them. What moves in and what
moves out have this one layout; docs/hosts/moving.md explains it, and a test compares the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from heard.core.errors import BadInput

TRANSCRIPTS, MEDIA, PICTURES, PAGES, READABLE = "transcripts", "media", "pictures", "pages", "stories"
LEFT_OUT = ("what", "which", "how_many", "why")
"""The columns of left-out.csv: it tells what did not leave, and is not read."""


@dataclass(frozen=True, slots=True)
class Table:
    """One file of rows: `name`.csv or `name`.json. Of its columns the `needed` ones are never empty; the first of all
    is what its rows are known by."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


def _table(name: str, needed: str, others: str = "") -> Table:
    return Table(name, (*needed.split(), *others.split()), tuple(needed.split()))


ORGANISATIONS = _table("organisations", "id name", "about website")
PEOPLE = _table("people", "id name", "email role about")
STORIES = _table(
    "stories",
    "id title",
    "summary reporter storyteller consent language place told_on published_at themes content_note licence "
    "gathered_with voices synthetic transcript media old_address",
)
PARTS = _table("parts", "id story name", "voice role account guardian signed_how signed_at")
VOICES = _table("voices", "story voice", "name reason")
CONSENT = _table("consent", "part use answer", "how said_at second guardian themself")
CHAPTERS = _table("chapters", "story first title")
EASY_READ = _table("easy-read", "story position text", "alt")
COMMENTS = _table("comments", "id story text", "parent author name at first last")
MOMENTS = _table("moments", "id story first last", "made_at")
COLLECTIONS = _table("collections", "id title", "summary published_at")
PIECES = _table("pieces", "collection position", "story moment text")
PLACES = _table("places", "id latitude longitude")
GLOSSARY = _table("glossary", "term", "kind meaning spoken_variants mishearings")
OLD_ADDRESSES = _table("old-addresses", "old new")

TABLES = (
    ORGANISATIONS, PEOPLE, STORIES, PARTS, VOICES, CONSENT, CHAPTERS, EASY_READ, COMMENTS, MOMENTS, COLLECTIONS, PIECES,
    PLACES, GLOSSARY, OLD_ADDRESSES,
)  # fmt: skip
"""In the order in which they are taken in: what others lead to comes first."""


def inside(path: str) -> PurePosixPath:
    """A path that a row names, as one inside the folder. Raises BadInput for one that leads out of it."""
    plain = PurePosixPath(path.strip().replace("\\", "/"))
    is_drive = plain.parts and plain.parts[0].endswith(":")
    if not plain.parts or plain.is_absolute() or is_drive or ".." in plain.parts or "\0" in path:
        raise leads_out(path)
    return plain


def leads_out(path: str) -> BadInput:
    return BadInput("“%(path)s” leads out of the folder. Write where the file lies in it.", code="path", path=path)


def listed(cell: str) -> Iterator[str]:
    """The parts of a cell that holds several, with commas between."""
    yield from (part.strip() for part in cell.split(",") if part.strip())
