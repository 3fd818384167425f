"""How Django knows this app."""

from django.apps import AppConfig


class Moving(AppConfig):
    name = "heard.apps.moving"
