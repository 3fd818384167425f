"""What may stand in the fields that people fill in: how long a text is, whether it may be left out, which choices there
are. Forms, actions and the database ask the same tables."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import category
from urllib.parse import urlsplit

from heard.core.errors import BadInput

_UNSEEN = ("Cf", "Zs", "Zl", "Zp", "Cc")


@dataclass(frozen=True, slots=True)
class Text:
    """How many characters a text may have, and whether there has to be one."""

    longest: int
    needed: bool = False


Texts = Mapping[str, Text]

STORY: Texts = {"title": Text(160, needed=True), "summary": Text(1000), "place": Text(120), "content_note": Text(300)}
THEME = Text(60, needed=True)
VOICE = Text(80)
PART: Texts = {"name": Text(80, needed=True), "voice": Text(8)}
CONTACT: Texts = {
    "real_name": Text(120),
    "reach_at": Text(200),
    "guardian_name": Text(120),
    "guardian_at": Text(200),
}
SIGNED_IN_PERSON: Texts = {"note": Text(200, needed=True)}
PERSON: Texts = {"name": Text(80, needed=True), "about": Text(1000)}
PRIVATE: Texts = {"real_name": Text(120), "phone": Text(40), "contact": Text(500), "support": Text(500)}
TOKEN: Texts = {"name": Text(60, needed=True)}
COLLECTION: Texts = {"title": Text(120, needed=True), "summary": Text(1000)}
ARTICLE: Texts = {"standfirst": Text(400), "author_name": Text(80), "author_about": Text(400)}
CHAPTER: Texts = {"title": Text(80, needed=True)}
TRANSLATED: Texts = {"text": Text(10_000, needed=True)}
EASY: Texts = {"text": Text(300, needed=True), "alt": Text(200)}
PIECE: Texts = {"text": Text(2000)}
GROUP: Texts = {"name": Text(80, needed=True), "about": Text(1000), "website": Text(200)}
SUSPENDED: Texts = {"why": Text(500, needed=True)}
SENDER: Texts = {"name": Text(80), "note": Text(1000)}
DECISION: Texts = {"reason": Text(300)}
REFERRAL: Texts = {"name": Text(120, needed=True), "organisation": Text(120, needed=True)}
REPLY: Texts = {"title": Text(80, needed=True), "text": Text(1000, needed=True)}


def text_faults(given: Mapping[str, object], texts: Texts) -> Iterator[BadInput]:
    """What is wrong with those of `texts` that were given."""
    for field, rule in texts.items():
        if field in given and (fault := text_fault(str(given[field] or ""), rule, field)):
            yield fault


def text_fault(text: str, rule: Text, field: str = "") -> BadInput | None:
    if rule.needed and not is_seen(text):
        return BadInput("This field is required.", code="needed", field=field)
    if "\0" in text:
        return BadInput("Null characters are not allowed.", code="unseen", field=field)
    return too_long(rule.longest, field) if len(text) > rule.longest else None


def website_faults(address: str, field: str = "website") -> Iterator[BadInput]:
    """Whether it leads to a site, where it is given at all."""
    parts = urlsplit(address) if address.isprintable() and "[" not in address else urlsplit("")
    if address and not (parts.scheme in ("http", "https") and "." in (parts.hostname or "")):
        yield BadInput("Please write the whole address: https://example.org", code="no-website", field=field)


def is_seen(text: str) -> bool:
    """Whether there is anything in it that a reader sees."""
    return any(category(character) not in _UNSEEN for character in text)


def too_long(longest: int, field: str = "") -> BadInput:
    said = "That is too long. Please use no more than %(longest)d letters."
    return BadInput(said, code="too-long", field=field, longest=longest)


def choice_faults(field: str, chosen: object, choices: Container[object]) -> Iterator[BadInput]:
    """Whether it is one of those there are to choose."""
    if chosen not in choices:
        said = "Select a valid choice. %(value)s is not one of the available choices."
        yield BadInput(said, code="unknown-choice", field=field, value=chosen)
