"""How Django knows this app."""

from django.apps import AppConfig


class Mailing(AppConfig):
    name = "heard.apps.mailing"
