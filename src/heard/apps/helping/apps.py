"""How Django knows this app."""

from django.apps import AppConfig


class Helping(AppConfig):
    name = "heard.apps.helping"
