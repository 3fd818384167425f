"""How a moment is written for programs, in every template without loading anything."""

from __future__ import annotations

from datetime import datetime

from django import template

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """To the second: HTML allows no more than three digits after it."""
    return at.isoformat(timespec="seconds") if at else ""
