"""`heard restore`: a network back from its backup, onto a fresh machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.core.errors import BadInput
from heard.server import backup, register
from heard.server.running import prepare


class Command(BaseCommand):
    help = "Bring a backup back into an empty network."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--register", type=Path, help="what was taken back since (default: the network's own)")
        parser.add_argument("--without-register", action="store_true", help="every story comes back as a private draft")
        parser.add_argument("--key", type=Path, help="the file that `heard backup-key` made, when it is encrypted")

    def handle(self, *args: Any, file: Path, key: Path | None, **options: Any) -> None:
        then = _honouring(options["register"], without=options["without_register"])
        contents = backup.restore(file, _key(key) if key else "", then, prepare)
        self.stdout.write(
            f"The network is as it was on {contents.made_at}, but for what was taken back since. "
            "Start it with: heard start"
        )


def _honouring(given: Path | None, *, without: bool) -> Callable[[str], None]:
    """What to do so that nothing that was taken back after the backup is there again."""
    if without:
        return register.make_private
    file = given or register.place()
    if not given and not file.exists():
        raise BadInput(
            "What was taken back after this backup must not come back with it. Give the network's register: "
            "--register FILE. If there is none left, --without-register makes every story a private draft.",
            code="no-register",
        )
    found = register.read(file)
    return lambda key: register.honour(found, key)


def _key(place: Path) -> str:
    try:
        lines = place.read_text("utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it holds no text"
        raise BadInput(
            "The key in “%(place)s” cannot be read: %(why)s.", code="no-key", place=place, why=why
        ) from error
    return next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), place.name)
