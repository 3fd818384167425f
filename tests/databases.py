"""A test database in a moment: a copy of one that all migrations have made, once until one of them changes.

Wagtail brings 186 migrations, which take about forty seconds; every process of every run had to wait for them.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.apps import apps
from django.conf import settings

SOURCE = Path(__file__).parents[1] / "src" / "heard"
FOR_DJANGO = {"DJANGO_SETTINGS_MODULE": "heard.server.settings", "PYTHONPATH": str(SOURCE.parent)}


def made_of() -> str:
    """Another one as soon as a database would be made in another way."""
    seen = sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            seen.update(f"{config.label} {file.name}".encode())
            if file.is_relative_to(SOURCE):
                seen.update(file.read_bytes())
    for file in sorted(SOURCE.rglob("*.py")):
        if b"TRIGGER" in (text := file.read_bytes()) or file.name == "apps.py":
            seen.update(text)
    seen.update(" ".join(f"{name} {metadata.version(name)}" for name in ("django", "wagtail")).encode())
    return seen.hexdigest()[:16]


def put_in_place(*, keep: bool) -> None:
    """The test database of this process. One that is there already stays where it may be kept."""
    place = settings.DATABASES["default"]
    make = _sqlite if "sqlite" in place["ENGINE"] else _postgres
    make(place, keep=keep)


def _sqlite(place: dict[str, Any], *, keep: bool) -> None:
    target = Path(place["TEST"]["NAME"])
    if keep and target.exists():
        return
    made = Path(settings.DATA) / f"made-{made_of()}.sqlite3"
    with _alone():
        if not made.exists():
            for older in made.parent.glob("made-*.sqlite3"):
                older.unlink()
            with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
                _migrate({"HEARD_DATA": folder, "DATABASE_URL": ""})
                # The last process to close it leaves all of it in one file.
                Path(folder, "heard.sqlite3").replace(made)
    for left in ("-wal", "-shm"):
        Path(f"{target}{left}").unlink(missing_ok=True)
    shutil.copyfile(made, target)


def _postgres(place: dict[str, Any], *, keep: bool) -> None:
    name = place["TEST"].get("NAME") or f"test_{place['NAME']}"
    made = f"{place['NAME']}_made_{made_of()}"
    with _alone(), _server(place) as ask:
        there = {row[0] for row in ask("SELECT datname FROM pg_database")}
        if keep and name in there:
            return
        if made not in there:
            for older in (one for one in there if one.startswith(f"{place['NAME']}_made_")):
                ask(f'DROP DATABASE IF EXISTS "{older}"')
            ask(f'DROP DATABASE IF EXISTS "{made}_half"')
            ask(f'CREATE DATABASE "{made}_half"')
            address = urlsplit(os.environ["DATABASE_URL"])
            with tempfile.TemporaryDirectory() as folder:
                path = address._replace(path=f"/{made}_half")
                _migrate({"HEARD_DATA": folder, "DATABASE_URL": urlunsplit(path)})
            ask(f'ALTER DATABASE "{made}_half" RENAME TO "{made}"')
        ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        ask(f'CREATE DATABASE "{name}" TEMPLATE "{made}"')


@contextmanager
def _server(place: dict[str, Any]) -> Iterator[Any]:
    import psycopg

    where = {"host": place["HOST"], "port": place["PORT"], "user": place["USER"], "password": place["PASSWORD"]}
    known = {name: value for name, value in where.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **known) as server:

        def ask(words: str) -> list[Any]:
            answer = server.execute(words)  # type: ignore[call-overload]
            return answer.fetchall() if answer.description else []

        yield ask


def _migrate(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(command, env={**os.environ, **environment, **FOR_DJANGO}, check=True)


@contextmanager
def _alone() -> Iterator[None]:
    """While one process makes it, the others wait."""
    with (Path(settings.DATA) / ".test-database-lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def take_away() -> None:
    """The database of this process, at the end of a run that keeps none."""
    place = settings.DATABASES["default"]
    name = place["TEST"].get("NAME") or f"test_{place['NAME']}"
    if "sqlite" in place["ENGINE"]:
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
        return
    with _server(place) as ask:
        ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
