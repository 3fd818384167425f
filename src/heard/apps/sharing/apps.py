"""How Django knows this app."""

from django.apps import AppConfig


class Sharing(AppConfig):
    name = "heard.apps.sharing"
