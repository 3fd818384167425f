"""The pages in other languages: finding the sentences, counting what nobody has translated, making what Django reads.

A language is a folder of `locale/` with one file of sentences (gettext's PO). `make install` makes of it the file that
Django reads (MO), which is ignored by git and carried by a built wheel.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polib
from django.core.management import call_command

import heard
from heard.core.errors import BadInput

LOCALE = Path(heard.__path__[0]) / "locale"


def files(locale: Path = LOCALE) -> dict[str, Path]:
    """The file of sentences of each language that somebody has begun, by the language's code."""
    return {file.parts[-3]: file for file in sorted(locale.glob("*/LC_MESSAGES/django.po"))}


def find_sentences(codes: list[str]) -> None:
    """Writes every sentence of Heard into the files of these languages; what was translated stays. Raises BadInput
    where gettext's tools are missing."""
    if shutil.which("xgettext") is None:
        raise BadInput(
            "The gettext tools find the sentences, and they are not on this machine. On Debian: apt install gettext",
            code="no-gettext",
        )
    call_command("makemessages", locale=codes, verbosity=0, no_obsolete=True, add_location="file")
    for file in files().values():
        _without_the_hour(file)


def _without_the_hour(file: Path) -> None:
    """The hour of the last finding would make a change of each finding."""
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date:')))


def left(file: Path) -> Iterator[str]:
    """The sentences that nobody has translated yet, or whose English has changed since."""
    for entry in polib.pofile(str(file)):
        if not entry.obsolete and (entry.fuzzy or not entry.translated()):
            yield entry.msgid


def compile_all(locale: Path = LOCALE) -> None:
    """Makes what Django reads of each language's file."""
    for file in files(locale).values():
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
