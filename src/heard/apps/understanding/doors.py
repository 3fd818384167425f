"""The door for whoever looks after a story."""

from __future__ import annotations

from django.http import HttpRequest

from heard.apps.telling.models import Story
from heard.apps.telling.queries import may_edit, story_for


def story_to_edit(request: HttpRequest, slug: str) -> Story:
    """Raises Story.DoesNotExist to everybody but those who look after it."""
    story = story_for(request.user, slug)
    if not may_edit(request.user, story):
        raise Story.DoesNotExist
    return story
