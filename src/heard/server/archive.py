"""Read the file of a backup, believing nothing in it: only plain files under names that we write ourselves, no larger
than the file that holds them, each as its own list of contents says. Anything else is not a whole backup."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import struct
import tarfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage

from heard import __version__
from heard.core.errors import BadInput
from heard.server.scratch import scratch_folder

FORMAT = 1
DATABASE, CONTENTS, KEY = "database.jsonl.gz", "contents.json", "secret-key"
PIECE = 1024**2  # bytes
_AGE = b"age-encryption.org/"
_LONGEST_ROW = 256 * 1024**2  # bytes: hours of words in one row are some megabytes
# What the libraries that read these formats raise when a file is not what it says it is.
_BROKEN = (
    tarfile.TarError,
    EOFError,
    zlib.error,
    struct.error,
    gzip.BadGzipFile,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    OverflowError,
    RecursionError,
    FileExistsError,
    NotADirectoryError,
    IsADirectoryError,
)


@dataclass
class Contents:
    """What a backup holds: when it was made, by which version, rows by model, and (bytes, SHA-256) by file."""

    made_at: str
    heard: str = __version__
    format: int = FORMAT
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """With a seal over all of it, so that none of it can change unseen."""
        told = vars(self)
        seal = hashlib.sha256(json.dumps(told).encode()).hexdigest()
        return json.dumps({**told, "seal": seal}).encode()


def unpack(place: Path, identity: str, staged: Path) -> Contents:
    """Write the files of a backup to the folder `staged`, each as it was. Raises BadInput when it is no whole one."""
    with _readable(place) as file, _plain(file, identity) as plain:
        try:
            size = plain.seek(0, 2)
            plain.seek(0)
            with tarfile.open(fileobj=plain, mode="r|") as archive:
                found = _unpack_all(archive, staged, most=size)
            contents = _contents(staged / CONTENTS)
        except _BROKEN as error:
            raise not_whole() from error
    found.pop(CONTENTS)
    if found != contents.files or DATABASE not in found:
        raise not_whole()
    return contents


def not_whole() -> BadInput:
    return BadInput(
        "This file is not a whole backup of Heard, or the key is another one's. Nothing was changed.", code="bad-backup"
    )


def other_version() -> BadInput:
    return BadInput(
        "The words of this backup do not fit this version of Heard. Use a version at least as new as the one that "
        "made it. Nothing was changed.",
        code="other-version",
    )


def misfit(error: Exception) -> BadInput:
    """For a row that the database does not let in. Django names it: “Could not load telling.Theme(pk=3): …”."""
    told = str(error).partition("Could not load ")[2] or str(error)
    row, _sign, rule = told.partition(": ")
    return BadInput(
        "A row of this backup breaks a rule that this version of Heard keeps: %(row)s (%(rule)s). Put it right in the "
        "network that the backup is of, and make another; or restore with the version that made this one. Nothing was "
        "changed.",
        code="misfit",
        row=row,
        rule=(rule or told).splitlines()[0],
    )


@contextmanager
def _readable(place: Path) -> Iterator[IO[bytes]]:
    try:
        file = place.open("rb")
    except FileNotFoundError as error:
        raise BadInput("There is no file “%(place)s”.", code="no-file", place=place) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            "“%(place)s” is no file that can be read: %(why)s.", code="no-file", place=place, why=why
        ) from error
    with file:
        yield file


@contextmanager
def _plain(file: IO[bytes], identity: str) -> Iterator[IO[bytes]]:
    """The tar, opened with the key where it is encrypted."""
    encrypted = file.read(len(_AGE)) == _AGE
    file.seek(0)
    if not encrypted:
        yield file
        return
    key = _identity(identity)
    with scratch_folder("opened-") as folder, (folder / "plain.tar").open("w+b") as plain:
        try:
            pyrage.decrypt_io(file, plain, [key])
        except pyrage.DecryptError as error:
            raise not_whole() from error
        except OSError as error:
            if error.errno is not None:  # the disk's own trouble; what is broken in the file has no number
                raise
            raise not_whole() from error
        plain.flush()
        yield plain


def _identity(text: str) -> pyrage.x25519.Identity:
    if not text:
        raise BadInput("This backup is encrypted. Give the file with its key: --key FILE", code="no-key")
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise BadInput(
            "That is not a key that opens backups. It begins with AGE-SECRET-KEY-.", code="bad-key"
        ) from error


def _unpack_all(archive: tarfile.TarFile, staged: Path, most: int) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for entry in archive:
        if entry.name in found or entry.size > most or not _is_ours(entry):
            raise tarfile.TarError(entry.name)
        found[entry.name] = _unpack_one(archive, entry, staged)
    return found


def _is_ours(entry: tarfile.TarInfo) -> bool:
    """A plain file, with nothing left out of it, under a name that leads nowhere else."""
    path = PurePosixPath(entry.name)
    known = entry.name in (DATABASE, CONTENTS, KEY) or (path.parts[0] == "media" and len(path.parts) > 1)
    plain = entry.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not entry.issparse()
    tidy = path.as_posix() == entry.name and ".." not in path.parts and entry.name.isprintable()
    return known and plain and tidy and all(len(part.encode()) <= 255 for part in path.parts)


def _unpack_one(archive: tarfile.TarFile, entry: tarfile.TarInfo, staged: Path) -> tuple[int, str]:
    source = archive.extractfile(entry)
    if source is None:
        raise tarfile.TarError(entry.name)
    target = staged / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(source, file, PIECE)
    with target.open("rb") as file:
        return target.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _contents(place: Path) -> Contents:
    """Raises one of _BROKEN when it does not look like one, and BadInput when a later version wrote it."""
    if not place.is_file():
        raise ValueError("no contents")
    found: Any = json.loads(place.read_text("utf-8"))
    if isinstance(found, dict) and isinstance(found.get("format"), int) and found["format"] > FORMAT:
        raise other_version()
    found.pop("seal")
    contents = Contents(**found)
    contents.files = {str(name): (int(size), str(digest)) for name, (size, digest) in contents.files.items()}
    contents.rows = {str(name): int(count) for name, count in contents.rows.items()}
    if contents.format != FORMAT or contents.to_json() != place.read_bytes():
        raise ValueError("another format, or not as it was written")
    return contents


def check_rows(dump: Path, contents: Contents, known: Collection[str]) -> None:
    """Each line is a row of a table that is `known`, and there are as many as the backup says."""
    rows: Counter[str] = Counter()
    try:
        with gzip.open(dump, "rb") as lines:
            while line := lines.readline(_LONGEST_ROW + 1):
                if len(line) > _LONGEST_ROW:
                    raise not_whole()
                rows[_table_of(line)] += 1
    except _BROKEN as error:
        raise not_whole() from error
    if not set(rows) <= {label.lower() for label in known}:
        raise other_version()
    if +rows != +Counter({name.lower(): count for name, count in contents.rows.items()}):
        raise not_whole()


def _table_of(line: bytes) -> str:
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row["fields"], dict):
        raise ValueError("no row")
    return str(row["model"]).lower()
