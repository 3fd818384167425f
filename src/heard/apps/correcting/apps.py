"""How Django knows this app."""

from django.apps import AppConfig


class Correcting(AppConfig):
    name = "heard.apps.correcting"
