"""`heard serve`: answer readers."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand

from heard.server.config import given
from heard.server.running import check_port_is_free, web_server


class Command(BaseCommand):
    help = "Answer readers at HEARD_ADDRESS and PORT. The database must be there: `heard start` makes it."

    def handle(self, *args: Any, **options: Any) -> None:
        check_port_is_free(given()["HEARD_ADDRESS"], given()["PORT"])
        os.execv(sys.executable, web_server())  # noqa: S606
