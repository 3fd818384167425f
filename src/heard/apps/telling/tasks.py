"""What the worker does about stories between recordings: make photos of paper consent anew, see who is of age, and
look whether what is permitted is kept as it should be."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

from heard.apps.telling.actions.consent import come_of_age
from heard.apps.telling.actions.papers import papers_sent
from heard.apps.telling.permitted import PERMITTED
from heard.core.errors import BadInput
from heard.media.pictures import remake

_SIDE = 2000  # pixels: enough to read a signature
_AT_ONCE = 10
_EVERY = 3600.0  # seconds between two looks at what is kept of consent
_looked = -_EVERY
logger = logging.getLogger("heard.telling")


def tick() -> None:
    """One round, safe at any time and in any number of workers."""
    come_of_age()
    _compare()
    for sent in papers_sent()[:_AT_ONCE]:
        with suppress(BadInput):  # then there is no photo, and the page says so
            remake(sent, sent.with_suffix(".jpg"), side=_SIDE)
        sent.unlink(missing_ok=True)


def _compare() -> None:
    """What is permitted, worked out anew beside what is kept. They never differ, so somebody should know if they do."""
    global _looked
    if time.monotonic() - _looked >= _EVERY:
        _looked = time.monotonic()
        if wrong := PERMITTED.mend():
            logger.error("what is permitted was kept wrongly, and is put right, of stories %s", wrong[:100])
