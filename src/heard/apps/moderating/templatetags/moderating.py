"""Filters of the pages about moderating: `{% load moderating %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def waiting_time(hours: float) -> str:
    """How long people waited, as they say it: "40 minutes", "5 hours", "2 days"."""
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", round(hours)) % {"count": round(hours)}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
