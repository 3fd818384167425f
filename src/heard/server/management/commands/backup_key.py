"""`heard backup-key`: a key that only the host has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.core.errors import BadInput
from heard.server import backup


class Command(BaseCommand):
    help = "Make a key for backups. Keep the file away from this machine: nothing else opens them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        opens, shuts = backup.new_key()
        try:
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                out.write(f"# opens what was made with: heard backup FILE --to {shuts}\n{opens}\n")
        except FileExistsError as error:
            raise BadInput(
                "There is a file “%(file)s” already. It may open backups.", code="file-exists", file=file
            ) from error
        self.stdout.write(f"Make backups with: heard backup FILE --to {shuts}")
