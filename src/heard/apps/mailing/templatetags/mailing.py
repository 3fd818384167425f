"""What pages say while letters do not leave."""

from __future__ import annotations

from django import template

from heard.apps.mailing.queries import is_late

register = template.Library()
register.simple_tag(is_late, name="letters_are_late")
