"""`heard import-site`: take in another site, or another Heard, from a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.apps.joining.queries import first_host
from heard.apps.moving.actions.importing import import_site, report_to
from heard.apps.moving.actions.taking import Outcome
from heard.core.errors import BadInput
from heard.media.workdir import plain_words_for_the_disk


class Command(BaseCommand):
    help = (
        "Take in the stories, people, comments and addresses that lie in a folder, each once, however often it is run. "
        "What cannot be taken is said in the report, row by row, and spoils nothing else."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="look what would become of it, and change nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="where to write what became of each row (CSV)")

    def handle(self, *args: Any, folder: Path, dry_run: bool, report: Path | None, **options: Any) -> None:
        by = first_host()
        with plain_words_for_the_disk():
            if report is None:
                run = import_site(folder, report_to(sys.stdout), by=by, is_dry=dry_run)
            else:
                with _opened(report) as file:
                    run = import_site(folder, report_to(file), by=by, is_dry=dry_run)
        counted = ", ".join(f"{outcome} {run.counts[outcome]}" for outcome in Outcome if run.counts[outcome])
        said = "This would become of it" if dry_run else "Done"
        self.stderr.write(f"{said}: {counted or 'nothing'}.")


def _opened(report: Path) -> Any:
    try:
        return report.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        said = "“%(path)s” cannot be written: %(why)s."
        raise BadInput(said, code="cannot-write", path=report, why=error.strerror) from None
