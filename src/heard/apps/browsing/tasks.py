"""What the worker does for whoever browses: make the pictures of places fit to be shown, and let them go."""

from __future__ import annotations

from heard.apps.browsing.actions import forget_pictures
from heard.apps.browsing.models import PlacePicture
from heard.apps.telling.tasks import make_pictures


def tick() -> None:
    make_pictures(PlacePicture)


def forget() -> None:
    """A story that goes takes the picture of its place along, where no other one tells of it."""
    if PlacePicture.objects.exists():
        forget_pictures()
