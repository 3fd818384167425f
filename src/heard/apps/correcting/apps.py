"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class Correcting(AppConfig):
    name = "heard.apps.correcting"

    def ready(self) -> None:
        pre_migrate.connect(_stop_counting, sender=self)
        post_migrate.connect(_count, sender=self)


def _stop_counting(using: str, plan: Any = (), **_: Any) -> None:
    from heard.apps.correcting.tally import TALLY

    if plan:
        TALLY.clear(connections[using])


def _count(using: str, **_: Any) -> None:
    from heard.apps.correcting.tally import TALLY

    TALLY.install(connections[using])
