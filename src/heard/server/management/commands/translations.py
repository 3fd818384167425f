"""`heard translations`: the one command of whoever translates Heard."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.management.base import BaseCommand

from heard.core.errors import BadInput
from heard.server.catalogues import compile_all, files, find_sentences, left

_SHOWN = 5  # sentences that are left, of each language


class Command(BaseCommand):
    help = "Find every sentence of Heard, say what is left to translate, and make what readers see of what is done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", metavar="CODE", help="cy for Welsh; left out: all there are")
        parser.add_argument("--check", action="store_true", help="exit with 1 while a sentence is left")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = options["languages"] or list(files())
        for code in codes:
            if code not in LANG_INFO:
                raise BadInput("“%(what)s” is no code of a language, as cy is of Welsh.", code="no-language", what=code)
        find_sentences(codes)
        compile_all()
        waiting = sum(self._tell(code) for code in codes)
        if options["check"] and waiting:
            raise SystemExit(1)

    def _tell(self, code: str) -> int:
        file = files()[code]
        sentences = list(left(file))
        self.stdout.write(f"{LANG_INFO[code]['name']}: {len(sentences)} left to translate, in {file}")
        for sentence in sentences[:_SHOWN]:
            self.stdout.write(f"  {sentence[:100]!r}")
        return len(sentences)
