"""How Django knows this app."""

from django.apps import AppConfig


class Publishing(AppConfig):
    name = "heard.apps.publishing"
