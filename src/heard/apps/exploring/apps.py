"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class Exploring(AppConfig):
    name = "heard.apps.exploring"

    def ready(self) -> None:
        from heard.apps.exploring.stamps import LISTS, NETWORK, STORY
        from heard.apps.telling.followed import follow

        follow(self, STORY, NETWORK, LISTS)
        pre_migrate.connect(_make_way, sender=self)
        post_migrate.connect(_make_index, sender=self)


def _make_way(using: str, plan: Any = (), **_: Any) -> None:
    from heard.apps.exploring.search import clear

    if plan:
        clear(connections[using])


def _make_index(using: str, **_: Any) -> None:
    from heard.apps.exploring.search import install

    install(connections[using])
