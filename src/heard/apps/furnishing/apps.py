"""How Django knows this app."""

from django.apps import AppConfig

from heard.web.network import learn_from


class Furnishing(AppConfig):
    name = "heard.apps.furnishing"

    def ready(self) -> None:
        """Every page asks `heard.web.network`, which asks here."""
        from heard.apps.furnishing.queries import said

        learn_from(said)
