"""How Django knows this app."""

from django.apps import AppConfig


class Hosting(AppConfig):
    name = "heard.apps.hosting"
