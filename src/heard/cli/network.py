"""Commands about a network: `heard start`, `serve`, `worker`, `import` and the rest. They run in Django."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from heard.core.errors import BadInput

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# What people type, what Django calls it, and what it is for.
_COMMANDS = (
    ("start", "start", "everything in one go: database, site and worker; --demo makes a demo network first"),
    ("serve", "serve", "answer readers"),
    ("worker", "worker", "write recordings down as they come"),
    ("import", "import_story", "take in a recording: FILE --title … [--reporter EMAIL] [--agreed NAME]"),
    ("import-site", "import_site", "take in another site: FOLDER [--dry-run] [--report FILE]"),
    ("export-site", "export_site", "the whole network as a folder of open files: FOLDER"),
    ("transcribe-again", "transcribe_again", "write a story down once more: STORY-SLUG [--model NAME]"),
    ("backup", "backup", "the whole network in one file: FILE [--to KEY]"),
    ("restore", "restore", "back from it, into an empty network: FILE [--key FILE]"),
    ("backup-key", "backup_key", "make a key that encrypts backups: FILE"),
    ("translations", "translations", "find every sentence, and say what is left to translate: [CODE …] [--check]"),
    ("manage", "", "any of Django's own commands, such as createsuperuser"),
)


def add_commands(commands: Commands) -> None:
    """Declare this room's commands. What follows their names is read by Django's own parsers."""
    for name, command, purpose in _COMMANDS:
        # No character is a prefix here, so that options travel on as they are.
        parser = commands.add_parser(name, help=purpose, add_help=False, prefix_chars="\0")
        parser.add_argument("rest", nargs="*")
        parser.set_defaults(run=_run, django_command=command)


def _run(chosen: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.server.settings")
    # Django's own checks and messages stay as they are; our errors come back as sentences.
    command = [chosen.django_command] if chosen.django_command else []
    try:
        execute_from_command_line([os.path.basename(sys.argv[0]), *command, *chosen.rest])
    except DatabaseError as error:
        raise _told(error) or error from error
    return 0


def _told(error: Exception) -> BadInput | None:
    """What is wrong with the database, in a sentence; None for a fault of ours."""
    why = str(error).strip().partition("\n")[0]
    if "no such table" in why or type(error.__cause__).__name__ == "UndefinedTable":
        return BadInput(
            "This network’s database has not been made yet. `heard start` makes it, or `heard manage migrate`.",
            code="no-database",
        )
    if type(error).__name__ in ("OperationalError", "InterfaceError") or "not a database" in why or "malformed" in why:
        return BadInput(
            "The database cannot be used: %(why)s. It is what DATABASE_URL says, else heard.sqlite3 in the data "
            "folder.",
            code="no-database",
            why=why,
        )
    return None
