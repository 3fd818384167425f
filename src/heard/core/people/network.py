"""What a host says of their network: its name, who may come in, what is on in it. And what of that may be said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from heard.core.errors import BadInput
from heard.core.people.conversation import Policy
from heard.core.people.fields import Text, Texts, choice_faults, text_faults

NETWORK: Texts = {
    "name": Text(60, needed=True),
    "motto": Text(120),
    "emergency": Text(30, needed=True),
    "security_contact": Text(200),
    "embeds": Text(500),
}
LEAST_WHO_AGREE = 2
ANYWHERE = "*"
_SITE = re.compile(r"https?://(\*\.)?[\w.-]+(:\d+)?")


class Joining(StrEnum):
    """Who may make an account."""

    OPEN = "open"  # anybody
    INVITED = "invited"  # people with an invitation, or with an organisation's link


@dataclass(frozen=True)
class Network:
    """As it is before anybody said anything. One that is another in anything is not equal, so that what was made of it
    can be kept as long as it is the same."""

    name: str = "Heard"
    motto: str = ""
    emergency: str = "999"
    security_contact: str = ""
    is_listed: bool = True
    embeds: str = ANYWHERE
    joining: str = Joining.OPEN
    comments: str = Policy.TRUSTED
    agreement: bool = True
    agree_people: int = 4
    agree_more: int = 1
    agree_trust: float = 0.7
    agree_days: float = 2.0

    @property
    def frames(self) -> str:
        """The sites that may show our players, as a browser reads them."""
        return " ".join(sites(self.embeds)) or "'none'"


def network_faults(said: Network) -> Iterator[BadInput]:
    """What is wrong with it."""
    yield from text_faults(vars(said), NETWORK)
    yield from _lines_faults(said)
    yield from _contact_faults(said.security_contact)
    yield from _embed_faults(said.embeds)
    yield from choice_faults("joining", said.joining, list(Joining))
    yield from choice_faults("comments", said.comments, list(Policy))
    yield from _agreement_faults(said)


def sites(text: str) -> list[str]:
    """Addresses with commas, blanks or lines between."""
    return text.replace(",", " ").split()


def _lines_faults(said: Network) -> Iterator[BadInput]:
    """They stand in one line, as the name does in the subject of a letter."""
    for field in ("name", "motto", "emergency", "security_contact"):
        if not str(getattr(said, field)).isprintable():
            yield BadInput("Write this in one line, please.", code="one-line", field=field)


def _contact_faults(contact: str) -> Iterator[BadInput]:
    """RFC 9116: an address to write to, a number to call, or a page over HTTPS."""
    if contact and (not contact.startswith(("mailto:", "https://", "tel:")) or " " in contact):
        sentence = "Write an address as mailto:host@example.org, or the address of a page that begins with https://."
        yield BadInput(sentence, code="no-contact", field="security_contact")


def _embed_faults(embeds: str) -> Iterator[BadInput]:
    if embeds.strip() != ANYWHERE and not all(_SITE.fullmatch(site) for site in sites(embeds)):
        sentence = "Write the addresses of sites, as https://charity.example, with blanks between them."
        yield BadInput(sentence, code="no-sites", field="embeds")


def _agreement_faults(said: Network) -> Iterator[BadInput]:
    if said.agree_people < LEAST_WHO_AGREE:
        yield BadInput("It takes at least %(least)d.", code="too-few", field="agree_people", least=LEAST_WHO_AGREE)
    if said.agree_more < 0:
        yield BadInput("This cannot be less than nought.", code="too-few", field="agree_more")
    if not 0 <= said.agree_trust <= 1:
        yield BadInput("This is a share: from 0 to 1.", code="no-share", field="agree_trust")
    if not 0 <= said.agree_days <= 3650 or math.isnan(said.agree_days):
        yield BadInput("This is from 0 to 3650 days.", code="no-days", field="agree_days")
