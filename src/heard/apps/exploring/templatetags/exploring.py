"""Stories on pages of other rooms: `{% load exploring %}`, then `{% stories_for_group group as stories %}`."""

from __future__ import annotations

from django import template
from django.db.models import QuerySet

from heard.apps.exploring import queries
from heard.apps.joining.models import Group
from heard.apps.telling.models import Story

register = template.Library()


@register.simple_tag(takes_context=True)
def stories_for_group(context: template.Context, group: Group) -> QuerySet[Story]:
    """Those that are for this group alone, as far as whoever looks may see them."""
    return queries.stories_for_group(context["request"].user, group)
