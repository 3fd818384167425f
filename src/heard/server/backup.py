"""A network in one file, and back from it onto a fresh machine.

A tar of the database as JSON lines, the media folder and the secret key; `contents.json`, the last file in it, names
every other with its SHA-256. The database's kind does not matter: what was kept in SQLite comes back in PostgreSQL too.
Encrypted it is an age file (age-encryption.org/v1), so other tools open it as well.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import IO, Any

import pyrage
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, IntegrityError, OperationalError, connection, models, transaction
from django.utils import timezone

from heard.apps.hosting.queries.files import files_with_a_row
from heard.apps.joining.models import User
from heard.apps.publishing.actions import mend_history
from heard.apps.telling.models import Story
from heard.core.errors import BadInput, WrongState
from heard.media.workdir import plain_words_for_the_disk, replacing
from heard.server import register
from heard.server.archive import CONTENTS, DATABASE, KEY, Contents, check_rows, misfit, other_version, unpack
from heard.server.not_narrowed import UNUSED
from heard.server.older import RENAMED, renew
from heard.server.scratch import scratch_folder

# Made anew by Django, or of use on one machine only, as letters are that may open an account.
_LEFT_OUT = {
    *("contenttypes", "auth", "sessions", "admin", "mailing"),
    *("wagtailadmin", "wagtailusers", "wagtailsearch", "taggit"),
}
# Made anew from the stories; or such as would publish by itself what somebody made private since.
_MADE_ANEW = {
    "moving.Waiting",
    *(f"exploring.{model}" for model in ("Card", "Indexed", "KnownWord", "Meaning", "NetworkCard", "Related", "Stale")),
    "sharing.MomentCard",
    "publishing.PagePictureCopy",
    *(f"wagtailcore.{table}" for table in UNUSED),
}
# Their rows name what kind of page they are about, and each database numbers the kinds in its own way.
_BY_NAME = {"wagtailcore", "wagtailredirects", "publishing"}
_SNAPSHOT = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


# Out


def new_key() -> tuple[str, str]:
    """A key for backups: what opens them, for the host to keep elsewhere, and what shuts them, for this machine."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def make(place: Path, recipient: str = "") -> Contents:
    """Write a backup to `place`, whole or not at all; encrypted when there is a `recipient` ("age1…")."""
    if register.place().exists():
        register.keep()  # so that it is never older than what it has to narrow
    contents = Contents(made_at=timezone.now().isoformat(timespec="seconds"))
    with plain_words_for_the_disk(), replacing(place) as part, _shut(part, recipient) as out:
        _write(out, contents)
    return contents


def _write(out: IO[bytes], contents: Contents) -> None:
    with tarfile.open(fileobj=out, mode="w|") as archive:
        _add_database(archive, contents)
        _add(archive, contents, KEY, settings.DATA / KEY)
        for name in sorted(files_with_a_row()):
            _add(archive, contents, f"media/{name}", settings.MEDIA_ROOT / name)
        _add_bytes(archive, CONTENTS, contents.to_json())


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
        raise BadInput(
            "“%(text)s” is not a key that shuts backups. It begins with age1.", code="bad-key", text=text
        ) from error


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
    with scratch_folder("backup-") as folder:
        dump = folder / DATABASE
        with gzip.open(dump, "wt", encoding="utf-8") as lines, _snapshot():
            for model in _models():
                rows = model._base_manager.order_by("pk")
                by_name = model._meta.app_label in _BY_NAME
                serializers.serialize(
                    "jsonl",
                    rows.iterator(chunk_size=100),
                    stream=lines,
                    cls=_ToTheMicrosecond,
                    use_natural_foreign_keys=by_name,
                )
                contents.rows[model._meta.label] = rows.count()
        _add(archive, contents, DATABASE, dump)


class _ToTheMicrosecond(DjangoJSONEncoder):
    """Django's own cuts times to milliseconds, and what happened in one of them would come back in another order."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _models() -> list[type[models.Model]]:
    """Every model that is kept, those first that others point to."""
    kept = [(app, None) for app in apps.get_app_configs() if app.label not in _LEFT_OUT]
    models = serializers.sort_dependencies(kept, allow_cycles=True)
    return [model for model in models if model._meta.label not in _MADE_ANEW]


@contextmanager
def _snapshot() -> Iterator[None]:
    """The database as it is at one moment, while others go on writing."""
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("COMMIT")


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


def restore(
    place: Path,
    identity: str = "",
    then: Callable[[str], None] = lambda key: None,
    prepare: Callable[[], None] = lambda: None,
) -> Contents:
    """Bring a backup back into a network that is still empty. Nothing is changed unless all of it can be, and what has
    to be done `then`, which is given the secret key of the backup. The database is made by `prepare`, once it is
    certain that the backup is whole.

    Raises BadInput when the file cannot be used and WrongState when there is something here already.
    """
    if _is_made():
        check_is_empty()
    with plain_words_for_the_disk(), scratch_folder("restoring-") as staged:
        contents = unpack(place, identity, staged)
        check_rows(staged / DATABASE, contents, {*RENAMED, *(model._meta.label for model in _models())})
        renew(staged / DATABASE)
        prepare()
        _bring_back(staged, then)
        mend_history()
        call_command("wagtail_update_index", verbosity=0)  # of what editors find in their editor; the rest is ours
    return contents


def _is_made() -> bool:
    """Whether there is a database with tables. To ask a SQLite that is not there would make it."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return User._meta.db_table in connection.introspection.table_names()


def check_is_empty() -> None:
    if any(table._base_manager.exists() for table in (User, Story)):
        raise WrongState(
            "This network has people or stories already. Bring a backup back into an empty data folder: "
            "set HEARD_DATA to a new one, or DATABASE_URL to a new database.",
            code="not-empty",
        )


def _bring_back(staged: Path, then: Callable[[str], None]) -> None:
    """Files come last and before anything is certain: without its rows a file is nobody's, and is cleared away."""
    key = staged / KEY
    with transaction.atomic():
        _load(staged / DATABASE)
        then(key.read_text() if key.exists() else settings.SECRET_KEY)
        _put_media(staged / "media")
    if key.exists():
        key.replace(settings.DATA / KEY)


def _load(dump: Path) -> None:
    """Rows as they were, in one transaction. Fields that this version no longer has are left out. A database that is
    full, busy or away says so itself: that is no fault of the backup."""
    try:
        with transaction.atomic():
            call_command("loaddata", str(dump), verbosity=0, ignorenonexistent=True)
    except OperationalError:
        raise
    except IntegrityError as error:
        raise misfit(error) from error
    except _MISFITS as error:
        raise other_version() from error


_MISFITS = (DeserializationError, DatabaseError, ValidationError, CommandError, ValueError, TypeError, LookupError)


def _put_media(staged: Path) -> None:
    """Only what a row still leads to: the files of what was erased, deleted or taken away since stay away."""
    for name in files_with_a_row():
        if (staged / name).is_file():
            target = settings.MEDIA_ROOT / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (staged / name).replace(target)
