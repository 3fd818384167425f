"""Tags and filters that every page may load: `{% load heard %}`."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from heard.core.people.links import Link
from heard.core.timecode import clock
from heard.web.addresses import whole_address
from heard.web.qr import square

register = template.Library()
register.filter("clock", clock)
SHADES = 6
"""The colours that a story may have, in css/tokens.css."""


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, name: str, label: str) -> str:
    """One entry of a navigation list. The entry for the page that is shown says so."""
    address = reverse(name)
    request = context.get("request")
    here = mark_safe(' aria-current="page"') if request and request.path == address else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, here, label)


@register.simple_tag(takes_context=True)
def menu_link(context: template.Context, link: Link) -> str:
    """The same for a link of the host's own: its words are theirs, and where it leads too."""
    request = context.get("request")
    here = mark_safe(' aria-current="page"') if request and request.path == link.address else ""
    away = "" if link.address.startswith("/") else mark_safe(' rel="noopener"')
    return format_html('<li><a href="{}"{}{}>{}</a></li>', link.address, here, away, link.words)


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> str:
    """The one address of the page that is shown, for programs that find it under several."""
    return format_html('<link rel="canonical" href="{}">', whole_address(escape_uri_path(context["request"].path)))


@register.simple_tag(takes_context=True)
def square_code(context: template.Context) -> str:
    """The same address as a square that a phone reads: on paper it leads back to the page."""
    return square(whole_address(escape_uri_path(context["request"].path)))


@register.simple_tag(takes_context=True)
def story_time(context: template.Context, seconds: float | None) -> str:
    """A place in a recording as the page's `player` shows it: the story may begin later than its recording. Empty for
    the page's `story` where it has no sound."""
    if not getattr(context.get("story"), "has_sound", True):
        return ""
    return clock((seconds or 0.0) - getattr(context.get("player"), "begin", 0.0))


@register.simple_tag
def at_time(story: Any, seconds: float | None) -> str:
    """Where in `story`, after its title on pages about several: “, 1:05”. Nothing where it has no sound."""
    return f", {clock(seconds)}" if story.has_sound and seconds is not None else ""


@register.filter
def lasting(seconds: float | None) -> str:
    """How long something takes, as people say it: "2 minutes", "40 seconds"."""
    if not seconds:
        return ""
    if seconds < 55:
        whole = max(1, round(seconds))
        return ngettext("%(count)d second", "%(count)d seconds", whole) % {"count": whole}
    whole = round(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", whole) % {"count": whole}


@register.filter
def shade(story: Any) -> str:
    """The class of a story's own colour, the same wherever and whenever it is shown: `class="{{ story|shade }}"`."""
    return f"shade-{crc32(story.slug.encode()) % SHADES + 1}"


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether a page may say “if you like”. A form names in `needed_sometimes` what another answer makes necessary."""
    return not field.field.required and field.name not in getattr(field.form, "needed_sometimes", ())


@register.filter
def error_target(field: BoundField) -> str:
    """The id that a link in the error summary goes to: the control, or the first of a group of choices."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
