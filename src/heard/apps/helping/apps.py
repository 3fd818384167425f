"""How Django knows this app."""

from django.apps import AppConfig


class Helping(AppConfig):
    name = "heard.apps.helping"

    def ready(self) -> None:
        from heard.apps.helping.due import DUE
        from heard.apps.helping.places import PLACES
        from heard.apps.telling.followed import follow

        follow(self, PLACES, DUE)
