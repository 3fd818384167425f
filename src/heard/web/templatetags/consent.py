"""Rows of the ledger as sentences: `{% load consent %}`, then `{{ entry|told }}`."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.web.templatetags.heard import clock

register = template.Library()

_USES = {
    "publish": gettext_lazy("Publishing"),
    "quote": gettext_lazy("Quoting"),
    "meetings": gettext_lazy("Meetings"),
    "export": gettext_lazy("Downloads"),
    "improve": gettext_lazy("Teaching the machine"),
}
_RULINGS = {"given": gettext_lazy("yes"), "refused": gettext_lazy("no"), "withdrawn": gettext_lazy("taken back")}


@register.filter
def told(entry: Any) -> str:
    """For example "Publishing: yes, said at 0:12"."""
    said = f"{_USES[entry.use]}: {_RULINGS[entry.ruling]}"
    parts = [said, _("by their guardian") if entry.as_guardian else "", _how(entry)]
    return ", ".join(part for part in parts if part)


def _how(entry: Any) -> str:
    if entry.how == "spoken":
        return _("said at %(time)s") % {"time": clock(entry.second)}
    if entry.how == "paper":
        return _("on paper")
    return _("by themself") if entry.themself else ""


@register.filter
def paper_name(entry: Any) -> str:
    return PurePath(entry.paper).stem
