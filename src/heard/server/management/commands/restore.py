"""`heard restore`: a network back from its backup, onto a fresh machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.core.errors import BadInput
from heard.server import backup
from heard.server.running import prepare


class Command(BaseCommand):
    help = "Bring a backup back into an empty network."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="the file that `heard backup-key` made, when it is encrypted")

    def handle(self, *args: Any, file: Path, key: Path | None, **options: Any) -> None:
        prepare()
        contents = backup.restore(file, _key(key) if key else "")
        self.stdout.write(f"The network is as it was on {contents.made_at}. Start it with: heard start")


def _key(place: Path) -> str:
    try:
        lines = place.read_text("utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The key in “{place}” cannot be read.", code="no-key") from error
    return next((line for line in lines if line.startswith("AGE-SECRET-KEY-")), place.name)
