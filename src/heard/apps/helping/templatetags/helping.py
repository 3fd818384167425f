"""What other pages say about helping: `{% load helping %}`, then `{% places_to_hear story as places %}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from heard.apps.helping.queries.offers import Asker, waiting_for
from heard.apps.joining.senders import visitor_of
from heard.apps.telling.models import Rendition, Story

register = template.Library()


@register.simple_tag(takes_context=True)
def places_to_hear(context: template.Context, story: Story | None = None) -> int:
    """How many offers wait for whoever reads the page, in one story or in all."""
    request = context["request"]
    return waiting_for(Asker(request.user, visitor_of(request)), story).count()


@register.filter
def of(sounds: Mapping[int, Any], story: Story) -> list[Rendition]:
    """The files of a story: `{{ sounds|of:story }}`."""
    return list(sounds.get(story.pk, []))
