"""How Django knows this app."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class Exploring(AppConfig):
    name = "heard.apps.exploring"

    def ready(self) -> None:
        from heard.apps.exploring.stamps import NETWORK, STORY
        from heard.apps.telling.followed import follow

        follow(self, STORY, NETWORK)
        # Django sends this only for apps with tables of their own: the index follows this one's.
        post_migrate.connect(_make_index, sender=apps.get_app_config("transcribing"))


def _make_index(using: str, **_: Any) -> None:
    from heard.apps.exploring.search import install

    install(connections[using])
