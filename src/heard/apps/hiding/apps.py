"""How Django knows this app."""

from django.apps import AppConfig


class Hiding(AppConfig):
    name = "heard.apps.hiding"
