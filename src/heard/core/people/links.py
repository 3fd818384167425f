"""Links that a host puts into menus, and the parts of the first page: which there may be, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from heard.core.errors import BadInput
from heard.core.people.fields import Text, text_fault, website_faults

MOST_LINKS = 8
WORDS, ADDRESS = Text(40, needed=True), Text(300, needed=True)
_OURS = re.compile(r"/(?!/)\S*")


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere: to a page of this site (`/about/`), or to another site."""

    words: str
    address: str


class Section(StrEnum):
    """A part of the first page."""

    VOICE = "voice"
    NEWEST = "newest"
    CHOSEN = "chosen"
    PUT_RIGHT = "put-right"
    HOW = "how"


def link_faults(links: Sequence[Link], field: str) -> Iterator[BadInput]:
    """What is wrong with one of them, or with how many there are. `field` is the list that they stand in."""
    if len(links) > MOST_LINKS:
        yield BadInput("Up to %(most)d links, please.", code="too-many", field=field, most=MOST_LINKS)
    for link in links:
        fault = text_fault(link.words, WORDS, field) or text_fault(link.address, ADDRESS, field)
        if fault and fault.code == "needed":
            fault = BadInput("A link takes both: words, and where they lead.", code="half-a-link", field=field)
        if fault:
            yield fault
        elif not _OURS.fullmatch(link.address):
            yield from _elsewhere_faults(link, field)


def section_faults(sections: Sequence[str], field: str = "sections") -> Iterator[BadInput]:
    """Each once, and none that there is not."""
    if len(set(sections)) < len(sections) or not set(sections) <= {str(one) for one in Section}:
        yield BadInput("There is no such part of the first page.", code="unknown-choice", field=field)


def _elsewhere_faults(link: Link, field: str) -> Iterator[BadInput]:
    if any(website_faults(link.address)):
        said = "“%(words)s” leads nowhere: write /about/ for a page of this site, or https://example.org."
        yield BadInput(said, code="no-address", field=field, words=link.words)
