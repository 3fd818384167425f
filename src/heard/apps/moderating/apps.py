"""How Django knows this app."""

from django.apps import AppConfig


class Moderating(AppConfig):
    name = "heard.apps.moderating"
