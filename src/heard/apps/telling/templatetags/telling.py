"""About stories: `{% load telling %}`, then `{{ story|whom_for }}`, `{{ story.recording|played|lasting }}`."""

from __future__ import annotations

from django import template

from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries import consent, hiding

register = template.Library()


@register.filter
def played(recording: Recording | None) -> float:
    """Seconds, and none where there is no recording."""
    return hiding.played(recording) if recording else 0.0


@register.filter
def whom_for(story: Story) -> str:
    """Empty for a story that is for everybody."""
    return consent.whom_for(story)
