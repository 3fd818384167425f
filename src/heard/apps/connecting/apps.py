"""How Django knows this app."""

from django.apps import AppConfig


class Connecting(AppConfig):
    name = "heard.apps.connecting"
