"""Easy Read: a story in short sentences, each with a picture if wished. Written by people.

https://www.gov.uk/government/publications/inclusive-communication/accessible-communication-formats
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from heard.core.errors import BadInput
from heard.core.people.fields import EASY, is_seen, text_faults
from heard.core.transcript.scripts import words_in

MANY_WORDS = 15
MOST = 60
"""Sentences. More is a story, and no longer in short."""


def is_long(text: str) -> bool:
    """Whether a sentence is longer than most people read easily. That is advice, and never refused."""
    return len(words_in(text)) > MANY_WORDS


def easy_faults(given: Mapping[str, object], *, has_picture: bool) -> Iterator[BadInput]:
    """A picture is told in words too, for whoever does not see it."""
    yield from text_faults(given, EASY)
    if has_picture and not is_seen(str(given.get("alt") or "")):
        yield BadInput("Say in a few words what the picture shows.", code="needed", field="alt")


def number_faults(there: int) -> Iterator[BadInput]:
    if there >= MOST:
        yield BadInput("That is %(most)d sentences. Take one away first.", code="too-many", most=MOST)
