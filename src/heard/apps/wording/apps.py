"""How Django knows this app."""

from django.apps import AppConfig


class Wording(AppConfig):
    name = "heard.apps.wording"
