"""Filters of the pages about moderating: `{% load moderating %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from heard.apps.moderating.models import Concern

register = template.Library()
# What the journal calls the deeds that a concern may have behind it.
_DEEDS = {
    "concern raised": _("Concern raised"),
    "concern taken": _("Concern taken"),
    "concern decided": _("Concern decided"),
    "concern appealed": _("Concern appealed"),
    "contacts seen": _("Contacts seen"),
    "note written": _("Note written"),
    "passed on": _("Passed on"),
    "deadline set": _("Deadline set"),
}


@register.filter
def deed(action: str) -> str:
    return str(_DEEDS.get(action, action))


@register.filter
def standing(state: str) -> str:
    """A state of a concern in words; a day as it is."""
    return str(dict(Concern.State.choices).get(state, state))


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
