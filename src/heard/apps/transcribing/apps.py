"""How Django knows this app."""

from django.apps import AppConfig


class Transcribing(AppConfig):
    name = "heard.apps.transcribing"
