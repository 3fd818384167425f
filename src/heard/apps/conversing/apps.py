"""How Django knows this app."""

from django.apps import AppConfig


class Conversing(AppConfig):
    name = "heard.apps.conversing"
