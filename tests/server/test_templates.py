"""Templates can be read: by Django, and by people without scrolling sideways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import heard

TEMPLATES = Path(heard.__file__).parent / "web/templates"
WIDTH = 120
# Django breaks no tag in two, nobody an attribute, and what stands in a box is all in it: each may have a line alone.
UNBROKEN = re.compile(r'\s*>?(\{%[^%]*%\}(</a)?|[\w-]+="[^<>]*"/?|.*</textarea>)>?\s*')
# They stand inside an attribute or a word, where a new line would show.
INSIDE = {"exploring/pieces.html", "parts/played_ends.html", "parts/played_part.html", "wording/parts/place.html"}


# Not wrapped yet: what they write is compared letter by letter elsewhere.
WIDE = {f"exploring/parts/{name}.html" for name in ("player", "transcript")}


def test_no_line_of_a_template_is_longer_than_the_rest_of_the_code():
    long = [
        f"{page.relative_to(TEMPLATES)}:{number}"
        for page in sorted(TEMPLATES.rglob("*.html"))
        for number, line in enumerate(page.read_text().splitlines(), 1)
        if len(line) > WIDTH and not UNBROKEN.fullmatch(line)
    ]
    assert {place.partition(":")[0] for place in long} - INSIDE <= WIDE, long


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=lambda page: str(page.relative_to(TEMPLATES)))
def test_every_template_can_be_read(page):
    """A tag that is broken over two lines is text, and a page that seldom includes it would fail one day."""
    get_template(str(page.relative_to(TEMPLATES)))
