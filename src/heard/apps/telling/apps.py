"""How Django knows this app."""

from django.apps import AppConfig


class Telling(AppConfig):
    name = "heard.apps.telling"

    def ready(self) -> None:
        from heard.apps.telling.followed import follow
        from heard.apps.telling.permitted import PERMITTED

        follow(self, PERMITTED)
