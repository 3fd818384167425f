"""About stories: `{% load telling %}`, then `{{ story|whom_for }}`, `{{ story.recording|played|lasting }}`,
`{% played_part story as player %}`, by which `{% story_time seconds %}` tells times."""

from __future__ import annotations

from django import template

from heard.apps.telling.models import Recording, Story
from heard.apps.telling.queries import consent, hiding
from heard.web import notes

register = template.Library()


@register.filter
def played(recording: Recording | None) -> float:
    """Seconds, and none where there is no recording."""
    return hiding.played(recording) if recording else 0.0


@register.simple_tag
def played_part(story: Story) -> hiding.PlayedPart | None:
    """None where there is no recording."""
    return hiding.played_part(story.recording) if hasattr(story, "recording") else None


@register.filter
def as_played(recording: Recording | None) -> hiding.PlayedPart | None:
    """The same of a recording that is at hand: `{% with player=sound.0.recording|as_played %}`."""
    return hiding.played_part(recording) if recording else None


@register.simple_tag(takes_context=True)
def note_passed(context: template.Context, story: Story) -> bool:
    """Whether whoever reads has chosen to go past its content note before, in this browser."""
    return "request" in context and notes.is_passed(context["request"], story.pk)


@register.filter
def whom_for(story: Story) -> str:
    """Empty for a story that is for everybody."""
    return consent.whom_for(story)
