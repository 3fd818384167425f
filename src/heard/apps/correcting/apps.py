"""How Django knows this app."""

from django.apps import AppConfig


class Correcting(AppConfig):
    name = "heard.apps.correcting"

    def ready(self) -> None:
        from heard.apps.correcting.tally import TALLY
        from heard.apps.telling.followed import follow

        follow(self, TALLY)
