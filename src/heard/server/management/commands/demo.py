"""The demo network: made where it is not there yet, with `heard start --demo`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from heard.server import demonstration


class Command(BaseCommand):
    help = "Make the demo network, or complete it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="only say who can log in to it")

    def handle(self, *args: Any, sign_ins: bool, **options: Any) -> None:
        if sign_ins:
            self.stdout.write(demonstration.sign_ins())
        else:
            demonstration.make(self.stdout.write)
