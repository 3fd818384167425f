"""How Django knows this app."""

from django.apps import AppConfig


class Joining(AppConfig):
    name = "heard.apps.joining"
