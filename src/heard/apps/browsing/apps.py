"""How Django knows this app."""

from django.apps import AppConfig


class Browsing(AppConfig):
    name = "heard.apps.browsing"
