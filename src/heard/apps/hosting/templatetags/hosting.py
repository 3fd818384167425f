"""What the host's desk shows of how the network is run: `{% load hosting %}`."""

from __future__ import annotations

from django import template

from heard.apps.hosting.queries.missing import Check, checks
from heard.apps.joining.models import User

register = template.Library()


@register.simple_tag
def what_is_there(host: User) -> list[Check]:
    """What is missing stands first."""
    return sorted(checks(host), key=lambda check: check.is_so)
