"""What pages say about recordings: `{% load telling %}`, then `{{ story.recording|played|lasting }}`."""

from __future__ import annotations

from django import template

from heard.apps.telling.models import Recording
from heard.apps.telling.queries import hiding

register = template.Library()


@register.filter
def played(recording: Recording | None) -> float:
    """Seconds, and none where there is no recording."""
    return hiding.played(recording) if recording else 0.0
