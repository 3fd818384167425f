"""What the worker does for pages: publishes on the day that was chosen, and takes away again."""

from __future__ import annotations

from django.core.management import call_command

from heard.apps.publishing.queries import is_anything_due


def tick() -> None:
    if is_anything_due():
        call_command("publish_scheduled", verbosity=0)
