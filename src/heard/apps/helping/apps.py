"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class Helping(AppConfig):
    name = "heard.apps.helping"

    def ready(self) -> None:
        pre_migrate.connect(_stop_following, sender=self)
        post_migrate.connect(_follow, sender=self)


def _stop_following(using: str, plan: Any = (), **_: Any) -> None:
    from heard.apps.helping.due import DUE
    from heard.apps.helping.places import PLACES

    if plan:
        PLACES.clear(connections[using])
        DUE.clear(connections[using])


def _follow(using: str, **_: Any) -> None:
    from heard.apps.helping.due import DUE
    from heard.apps.helping.places import PLACES

    PLACES.install(connections[using])
    DUE.install(connections[using])
