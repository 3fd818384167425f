"""Rows of the ledger as sentences: `{% load consent %}`, then `{{ entry|told }}`."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.apps.telling.queries.consent import USES
from heard.core.timecode import clock

register = template.Library()

_RULINGS = {"given": gettext_lazy("yes"), "refused": gettext_lazy("no"), "withdrawn": gettext_lazy("yes taken back")}


@register.filter
def told(entry: Any) -> str:
    """For example "Publishing: yes, said at 0:12", or who decides from then on."""
    if not hasattr(entry, "use"):
        return _who_decides(entry)
    if entry.ruling == "lapsed":
        return _("%(use)s: the parent or guardian’s no ended, by their own hand, now that they decide alone") % {
            "use": USES[entry.use]
        }
    said = f"{USES[entry.use]}: {_RULINGS[entry.ruling]}"
    parts = [said, _("by their parent or guardian") if entry.as_guardian else "", _how(entry)]
    return ", ".join(part for part in parts if part)


def _who_decides(entry: Any) -> str:
    if not entry.with_guardian:
        return _("They decide alone from now on")
    if entry.alone_from is None:
        return _("Under 18: a parent or guardian decides too")
    day = {"day": date_format(entry.alone_from, "j F Y")}
    return _("Under 18: a parent or guardian decides too, until they decide alone from %(day)s") % day


def _how(entry: Any) -> str:
    if entry.how == "spoken":
        return _("said at %(time)s") % {"time": clock(entry.second)}
    if entry.how == "paper":
        return _("on paper")
    return _("with their own hand") if entry.themself else ""


@register.filter
def paper_name(entry: Any) -> str:
    return PurePath(entry.paper).stem
