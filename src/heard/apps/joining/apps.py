"""How Django knows this app."""

from django.apps import AppConfig


class Joining(AppConfig):
    name = "heard.apps.joining"

    def ready(self) -> None:
        from heard.apps.joining import attempts

        attempts.begin()
