"""How Django knows this app."""

from django.apps import AppConfig


class Understanding(AppConfig):
    name = "heard.apps.understanding"
