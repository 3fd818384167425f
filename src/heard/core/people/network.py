"""What a host says of their network: its name, who may come in, what is on in it. And what of that may be said."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from heard.core.colours import colour_faults
from heard.core.errors import BadInput, refuse
from heard.core.people.conversation import Policy
from heard.core.people.fields import Text, Texts, choice_faults, text_faults
from heard.core.people.links import Link, Section, link_faults, section_faults

NETWORK: Texts = {
    "name": Text(60, needed=True),
    "motto": Text(120),
    "emergency": Text(30, needed=True),
    "security_contact": Text(200),
    "embeds": Text(500),
    "accent": Text(7),
    "band": Text(7),
    "banner": Text(300),
    "organisation": Text(120),
    "organisation_about": Text(500),
    "charity_number": Text(30),
}
LEAST_WHO_AGREE = 2
LANGUAGES = {"en-gb": "English", "cy": "Cymraeg", "ur": "اردو"}
"""In which pages can be read, as their speakers call them. Each but the first has its sentences in `locale/`."""
ANYWHERE = "*"
OURS = "ours"
"""In place of a colour that was not chosen."""
_SITE = re.compile(r"https?://(\*\.)?[\w.-]+(:\d+)?")


class Joining(StrEnum):
    """Who may make an account."""

    OPEN = "open"  # anybody
    INVITED = "invited"  # people with an invitation, or with an organisation's link


@dataclass(frozen=True)
class Logo:
    """As the worker made it: the name of its file, and how large it is."""

    name: str
    width: int
    height: int


@dataclass(frozen=True)
class Network:
    """As it is before anybody said anything. One that is another in anything is not equal, so that what was made of it
    can be kept as long as it is the same."""

    name: str = "Heard"
    motto: str = ""
    accent: str = ""
    band: str = ""
    is_logo_name: bool = False
    sections: tuple[str, ...] = tuple(Section)
    menu: tuple[Link, ...] = ()
    foot: tuple[Link, ...] = ()
    social: tuple[Link, ...] = ()
    banner: str = ""
    banner_until: date | None = None
    organisation: str = ""
    organisation_about: str = ""
    charity_number: str = ""
    languages: tuple[str, ...] = ("en-gb",)
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
    logo: Logo | None = None
    logo_dark: Logo | None = None

    @property
    def language(self) -> str:
        """For whoever asks for none of them, and of letters."""
        return self.languages[0]

    @property
    def colours(self) -> str:
        """What the address of their style sheet is made of. Empty where none was chosen."""
        both = (self.accent or OURS, self.band or OURS)
        return "" if both == (OURS, OURS) else "-".join(one.removeprefix("#") for one in both)

    def banner_on(self, day: date) -> str:
        """What it says on that day: it goes by itself."""
        return self.banner if self.banner_until is None or day <= self.banner_until else ""

    @property
    def frames(self) -> str:
        """The sites that may show our players, as a browser reads them."""
        return " ".join(sites(self.embeds)) or "'none'"


def network_faults(said: Network) -> Iterator[BadInput]:
    """What is wrong with it."""
    yield from text_faults(vars(said), NETWORK)
    yield from _lines_faults(said)
    yield from colour_faults(said.accent, said.band)
    yield from section_faults(said.sections)
    for field in ("menu", "foot", "social"):
        yield from link_faults(getattr(said, field), field)
    yield from _contact_faults(said.security_contact)
    yield from _embed_faults(said.embeds)
    yield from _language_faults(said.languages)
    yield from choice_faults("joining", said.joining, list(Joining))
    yield from choice_faults("comments", said.comments, list(Policy))
    yield from _agreement_faults(said)


def chosen_colours(text: str) -> tuple[str, str]:
    """The accent and the band in the address of a style sheet. Raises BadInput for what is none."""
    accent, _sign, band = text.partition("-")
    both = tuple("" if one == OURS else f"#{one}" for one in (accent, band))
    refuse(colour_faults(*both))
    return both[0], both[1]


def sites(text: str) -> list[str]:
    """Addresses with commas, blanks or lines between."""
    return text.replace(",", " ").split()


def _lines_faults(said: Network) -> Iterator[BadInput]:
    """They stand in one line, as the name does in the subject of a letter."""
    for field in ("name", "motto", "emergency", "security_contact", "banner", "organisation", "charity_number"):
        if not str(getattr(said, field)).isprintable():
            yield BadInput("Write this in one line, please.", code="one-line", field=field)


def _contact_faults(contact: str) -> Iterator[BadInput]:
    """RFC 9116: an address to write to, a number to call, or a page over HTTPS."""
    if contact and (not contact.startswith(("mailto:", "https://", "tel:")) or " " in contact):
        sentence = "Write an address as mailto:host@example.org, or the address of a page that begins with https://."
        yield BadInput(sentence, code="no-contact", field="security_contact")


def _language_faults(chosen: tuple[str, ...]) -> Iterator[BadInput]:
    if not chosen:
        yield BadInput("Choose at least one language.", code="no-language", field="languages")
    for code in chosen:
        yield from choice_faults("languages", code, LANGUAGES)


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
