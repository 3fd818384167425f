"""How Django knows this app."""

from django.apps import AppConfig


class Journal(AppConfig):
    name = "heard.apps.journal"
