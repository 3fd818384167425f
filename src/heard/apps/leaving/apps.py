"""How Django knows this app."""

from django.apps import AppConfig


class Leaving(AppConfig):
    name = "heard.apps.leaving"
