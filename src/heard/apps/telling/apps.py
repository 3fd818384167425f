"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class Telling(AppConfig):
    name = "heard.apps.telling"

    def ready(self) -> None:
        pre_migrate.connect(_stop_following, sender=self)
        post_migrate.connect(_follow_consent, sender=self)


def _stop_following(using: str, plan: Any = (), **_: Any) -> None:
    from heard.apps.telling.permitted import PERMITTED

    if plan:
        PERMITTED.clear(connections[using])


def _follow_consent(using: str, **_: Any) -> None:
    from heard.apps.telling.permitted import PERMITTED

    PERMITTED.install(connections[using])
