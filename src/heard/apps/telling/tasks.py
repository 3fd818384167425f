"""What the worker does about stories between recordings: make photos of paper consent anew, and see who is of age."""

from __future__ import annotations

from contextlib import suppress

from heard.apps.telling.actions.consent import come_of_age
from heard.apps.telling.actions.papers import papers_sent
from heard.core.errors import BadInput
from heard.media.pictures import remake

_SIDE = 2000  # pixels: enough to read a signature
_AT_ONCE = 10


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    come_of_age()
    for sent in papers_sent()[:_AT_ONCE]:
        with suppress(BadInput):  # then there is no photo, and the page says so
            remake(sent, sent.with_suffix(".jpg"), side=_SIDE)
        sent.unlink(missing_ok=True)
