"""Articles on pages of other rooms: `{% load publishing %}`."""

from __future__ import annotations

from django import template

from heard.apps.publishing import queries
from heard.apps.publishing.models import Article

register = template.Library()


@register.simple_tag
def articles_with(words: str) -> list[Article]:
    """Those in which these words stand, best first. None where nothing is looked for."""
    return queries.articles_with(words)
