"""How a moment is written for programs, in every template without loading anything."""

from __future__ import annotations

from datetime import date, datetime

from django import template

register = template.Library()


@register.filter
def moment(at: datetime | date | None) -> str:
    """To the second, since HTML allows no more than three digits after it; a day as a day."""
    if isinstance(at, datetime):
        return at.isoformat(timespec="seconds")
    return at.isoformat() if at else ""
