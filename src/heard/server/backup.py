"""A network in one file, and back from it onto a fresh machine.

A tar of the database as JSON lines, the media folder and the secret key; `contents.json`, the last file in it, names
every other with its SHA-256. The database's kind does not matter: what was kept in SQLite comes back in PostgreSQL too.
Encrypted it is an age file (age-encryption.org/v1), so other tools open it as well.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any

import pyrage
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from heard import __version__
from heard.core.errors import BadInput, WrongState
from heard.media.workdir import plain_words_for_the_disk, replacing

FORMAT = 1
_AGE = b"age-encryption.org/"
_DATABASE, _CONTENTS, _KEY = "database.jsonl.gz", "contents.json", "secret-key"
# Made anew by Django, or of use on one machine only.
_LEFT_OUT = {"contenttypes", "auth", "sessions", "admin", "django_tasks_database"}
_SNAPSHOT = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
_PIECE = 1024**2  # bytes


@dataclass
class Contents:
    """What a backup holds: when it was made, by which version, rows by model, and (bytes, SHA-256) by file."""

    made_at: str
    heard: str = __version__
    format: int = FORMAT
    rows: dict[str, int] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


# Out


def new_key() -> tuple[str, str]:
    """A key for backups: what opens them, for the host to keep elsewhere, and what shuts them, for this machine."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def make(place: Path, recipient: str = "") -> Contents:
    """Write a backup to `place`, whole or not at all; encrypted when there is a `recipient` ("age1…")."""
    contents = Contents(made_at=timezone.now().isoformat(timespec="seconds"))
    with plain_words_for_the_disk(), replacing(place) as part, _shut(part, recipient) as out:
        _write(out, contents)
    return contents


def _write(out: IO[bytes], contents: Contents) -> None:
    with tarfile.open(fileobj=out, mode="w|") as archive:
        _add_database(archive, contents)
        _add(archive, contents, _KEY, settings.DATA / _KEY)
        for name in _media():
            _add(archive, contents, f"media/{name}", settings.MEDIA_ROOT / name)
        _add_bytes(archive, _CONTENTS, json.dumps(vars(contents)).encode())


@contextmanager
def _shut(place: Path, recipient: str) -> Iterator[IO[bytes]]:
    """A file to write to that only its owner may read; what is written is encrypted on its way."""
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        if not recipient:
            yield file
            return
        key = _recipient(recipient)
        with _piped(lambda reader: pyrage.encrypt_io(reader, file, [key])) as out:
            yield out


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as error:
        raise BadInput(f"“{text}” is not a key that shuts backups. It begins with age1.", code="bad-key") from error


@contextmanager
def _piped(read: Any) -> Iterator[IO[bytes]]:
    """Something to write to whose other end `read` reads in a thread of its own."""
    far, near = os.pipe()
    problems: list[BaseException] = []

    def follow() -> None:
        with open(far, "rb") as reader:
            try:
                read(reader)
            except BaseException as error:
                problems.append(error)

    thread = Thread(target=follow)
    thread.start()
    try:
        with suppress(BrokenPipeError), open(near, "wb") as writer:
            yield writer
    finally:
        thread.join()
    if problems:
        raise problems[0]


def _add_database(archive: tarfile.TarFile, contents: Contents) -> None:
    with TemporaryDirectory(dir=settings.DATA) as folder:
        dump = Path(folder) / _DATABASE
        with gzip.open(dump, "wt", encoding="utf-8") as lines, _snapshot():
            for model in _models():
                rows = model._base_manager.order_by("pk")
                serializers.serialize("jsonl", rows.iterator(chunk_size=100), stream=lines, cls=_ToTheMicrosecond)
                contents.rows[model._meta.label] = rows.count()
        _add(archive, contents, _DATABASE, dump)


class _ToTheMicrosecond(DjangoJSONEncoder):
    """Django's own cuts times to milliseconds, and what happened in one of them would come back in another order."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _models() -> list[type[models.Model]]:
    """Every model that is kept, those first that others point to."""
    kept = [(app, None) for app in apps.get_app_configs() if app.label not in _LEFT_OUT]
    return serializers.sort_dependencies(kept, allow_cycles=True)


@contextmanager
def _snapshot() -> Iterator[None]:
    """The database as it is at one moment, while others go on writing."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def _media() -> list[str]:
    """Every whole file of the media folder."""
    root = settings.MEDIA_ROOT
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.name.startswith((".", "part-")))
    return [path.relative_to(root).as_posix() for path in files]


def _add(archive: tarfile.TarFile, contents: Contents, name: str, place: Path) -> None:
    """One file, unless there is none or it was taken away meanwhile."""
    try:
        file = place.open("rb")
    except FileNotFoundError:
        return
    with file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        file.seek(0)
        archive.addfile(_entry(name, size), file)
    contents.files[name] = (size, digest)


def _add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    archive.addfile(_entry(name, len(data)), io.BytesIO(data))


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


# And back


def restore(place: Path, identity: str = "", then: Callable[[str], None] = lambda key: None) -> Contents:
    """Bring a backup back into a network that is still empty. Nothing is changed unless all of it can be, and what has
    to be done `then`, which is given the secret key of the backup.

    Raises BadInput when the file cannot be used and WrongState when there is something here already.
    """
    check_is_empty()
    with plain_words_for_the_disk(), TemporaryDirectory(dir=settings.DATA, prefix="restoring-") as folder:
        staged = Path(folder)
        key = staged / _KEY
        contents = _unpacked(place, identity, staged)
        with transaction.atomic():
            _load(staged / _DATABASE)
            then(key.read_text() if key.exists() else settings.SECRET_KEY)
        _put_media(staged / "media")
        if key.exists():
            key.replace(settings.DATA / _KEY)
    return contents


def check_is_empty() -> None:
    if any(apps.get_model(label)._base_manager.exists() for label in ("joining.User", "telling.Story")):
        raise WrongState(
            "This network has people or stories already. Bring a backup back into an empty data folder: "
            "set HEARD_DATA to a new one, or DATABASE_URL to a new database.",
            code="not-empty",
        )


def _unpacked(place: Path, identity: str, staged: Path) -> Contents:
    """The files of a backup, each as it was written."""
    try:
        with _opened(place, identity) as archive:
            found = {entry.name: _unpack(archive, entry, staged) for entry in archive}
        contents = Contents(**json.loads((staged / _CONTENTS).read_text()))
    except FileNotFoundError as error:
        if not place.exists():
            raise BadInput(f"There is no file “{place}”.", code="no-file") from error
        raise _not_whole() from error
    except (tarfile.TarError, pyrage.DecryptError, EOFError, ValueError, TypeError) as error:
        raise _not_whole() from error
    found.pop(_CONTENTS)
    if found != {name: tuple(known) for name, known in contents.files.items()} or contents.format != FORMAT:
        raise _not_whole()
    return contents


def _not_whole() -> BadInput:
    return BadInput(
        "This file is not a whole backup of Heard, or the key is another one's. Nothing was changed.", code="bad-backup"
    )


@contextmanager
def _opened(place: Path, identity: str) -> Iterator[tarfile.TarFile]:
    with place.open("rb") as file:
        encrypted = file.read(len(_AGE)) == _AGE
        file.seek(0)
        if not encrypted:
            with tarfile.open(fileobj=file, mode="r|") as archive:
                yield archive
            return
        with TemporaryDirectory(dir=settings.DATA, prefix="restoring-") as folder:
            plain = Path(folder) / "plain.tar"
            with open(os.open(plain, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                pyrage.decrypt_io(file, out, [_identity(identity)])
            with tarfile.open(plain, mode="r") as archive:
                yield archive


def _identity(text: str) -> pyrage.x25519.Identity:
    if not text:
        raise BadInput("This backup is encrypted. Give the file with its key: --key FILE", code="no-key")
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError as error:
        raise BadInput(
            "That is not a key that opens backups. It begins with AGE-SECRET-KEY-.", code="bad-key"
        ) from error


def _unpack(archive: tarfile.TarFile, entry: tarfile.TarInfo, staged: Path) -> tuple[int, str]:
    """Write one file. Only plain files under names that we write ourselves, whatever the archive says."""
    parts = Path(entry.name).parts
    known = entry.name in (_DATABASE, _CONTENTS, _KEY) or (parts[0] == "media" and ".." not in parts)
    source = archive.extractfile(entry) if entry.isreg() and known else None
    if source is None:
        raise tarfile.TarError(entry.name)
    target = staged / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        shutil.copyfileobj(source, file, _PIECE)
    with target.open("rb") as file:
        return target.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _load(dump: Path) -> None:
    """Rows as they were, in one transaction. Fields that this version no longer has are left out."""
    try:
        with transaction.atomic():
            call_command("loaddata", str(dump), verbosity=0, ignorenonexistent=True)
    except (DeserializationError, DatabaseError) as error:
        raise BadInput(
            "The words of this backup do not fit this version of Heard. Use a version at least as new as the one that "
            "made it. Nothing was changed.",
            code="other-version",
        ) from error


def _put_media(staged: Path) -> None:
    if staged.exists():
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        for child in staged.iterdir():
            shutil.move(child, settings.MEDIA_ROOT / child.name)
