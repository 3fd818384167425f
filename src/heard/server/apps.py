"""What is done once, when Django is put together."""

from django.apps import AppConfig
from django.utils.translation import gettext, ngettext

from heard.core.sentences import speak_with


class Server(AppConfig):
    name = "heard.server"

    def ready(self) -> None:
        """The core's sentences are in the reader's language from here on."""
        speak_with(gettext, ngettext)
