"""How Django knows this app."""

from django.apps import AppConfig


class Telling(AppConfig):
    name = "heard.apps.telling"
