"""`heard backup`: the whole network in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from heard.server import backup


class Command(BaseCommand):
    help = "Write the whole network into one file: people, stories, words, consent and recordings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--to", default="", metavar="KEY", help="encrypt it for the key that begins with age1")

    def handle(self, *args: Any, file: Path, to: str, **options: Any) -> None:
        contents = backup.make(file, to)
        settings.LAST_BACKUP.touch()
        stories = contents.rows["telling.Story"]
        self.stdout.write(f"{file}: stories {stories}, files {len(contents.files)}, {file.stat().st_size:,} bytes")
        if not to:
            self.stdout.write("It is not encrypted. Whoever has this file has everything in it.")
