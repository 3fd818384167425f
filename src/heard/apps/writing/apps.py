"""How Django knows this app."""

from django.apps import AppConfig


class Writing(AppConfig):
    name = "heard.apps.writing"
