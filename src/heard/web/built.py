"""One script and one style sheet a page, bundled from the readable source by tools/bundle.py.

A bundle counts only while it was made from the source as it is now. Else, and where a developer has HEARD_DEBUG on,
pages ask for the source itself: its modules and imports are what browsers know, so an edited file is seen at once and
nothing is ever out of date. It only takes more requests.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "built"
MADE_FROM = BUILT / ".of"
"""What the source was when it was bundled."""
SUFFIXES = ("css", "js")


def address_of(name: str) -> str:
    """Of what a page links: `site.css`, or `pages/story.js`."""
    is_bundled = not settings.DEBUG and _is_up_to_date()
    return static(f"built/{name}" if is_bundled else f"{name.rpartition('.')[2]}/{name}")


def state_of_source() -> str:
    """Another one for every change of a script or a style sheet."""
    files = sorted(file for suffix in SUFFIXES for file in (STATIC / suffix).rglob(f"*.{suffix}"))
    told = [f"{file.relative_to(STATIC)} {sha256(file.read_bytes()).hexdigest()}" for file in files]
    return sha256("\n".join(told).encode()).hexdigest()


@cache
def _is_up_to_date() -> bool:
    """Looked at once: a site that is running serves what it began with."""
    return MADE_FROM.exists() and MADE_FROM.read_text() == state_of_source()
