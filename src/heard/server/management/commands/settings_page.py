"""`heard manage settings_page`: the page about settings, for the documentation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from heard.server.settings_page import page


class Command(BaseCommand):
    help = "Write the page about settings to standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(page(), ending="")
