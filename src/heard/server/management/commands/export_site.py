"""`heard export-site`: the whole network as a folder of open files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.apps.joining.queries import first_host
from heard.apps.moving.actions.exporting import export_site
from heard.media.workdir import plain_words_for_the_disk


class Command(BaseCommand):
    help = (
        "Write the network into a new folder: what plays, the words, tables, checksums, and pages to read it with. "
        "Only what everybody in a story agreed may be taken away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        with plain_words_for_the_disk():
            written = export_site(folder, by=first_host())
        counts = written.counts
        self.stdout.write(f"{folder}: stories {counts['stories']}, comments {counts['comments']}")
        for one in written.stays:
            what = f"{one.what} × {one.how_many}" if one.how_many > 1 else one.what
            self.stdout.write(f"  left out: {' '.join(filter(None, (what, one.which, one.why)))}")
