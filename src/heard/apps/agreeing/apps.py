"""How Django knows this app."""

from django.apps import AppConfig


class Agreeing(AppConfig):
    name = "heard.apps.agreeing"
