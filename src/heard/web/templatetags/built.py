"""Where a page's script and style sheet are, in every template without loading anything: `{% built 'site.css' %}`."""

from __future__ import annotations

from django import template

from heard.web.built import address_of

register = template.Library()
register.simple_tag(address_of, name="built")
