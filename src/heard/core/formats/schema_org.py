"""What programs are told of a story or a quotation in the words of schema.org, as JSON-LD. Written only.

https://schema.org/AudioObject, https://schema.org/VideoObject, https://schema.org/Quotation
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Network:
    """Who publishes it, and at which address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Sound:
    """What there is to hear or see: the file, a page that is only a player, and the captions. In seconds and pixels."""

    address: str
    media_type: str
    player: str
    captions: str
    seconds: float
    is_film: bool = False
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story as everybody may have it. `told_by` are the names under which readers know who tells it, `gathered_by`
    the reporter's name and page, `text` all its words; `licence` is an address."""

    address: str
    title: str
    summary: str
    language: str
    text: str
    told_by: Sequence[str]
    gathered_by: tuple[str, str]
    network: Network
    published: datetime | None = None
    told_on: date | None = None
    place: str = ""
    themes: Sequence[str] = ()
    licence: str = ""
    sound: Sound | None = None


def of_story(told: Told) -> Node:
    name, page = told.gathered_by
    return _said(
        {
            "@context": "https://schema.org",
            "@type": _kind(told.sound),
            "@id": told.address,
            "url": told.address,
            "name": told.title,
            "description": told.summary,
            "inLanguage": told.language,
            "datePublished": told.published and told.published.isoformat(),
            "dateCreated": told.told_on and told.told_on.isoformat(),
            "creator": [_person(teller) for teller in told.told_by],
            "contributor": {**_person(name), "url": page},
            "publisher": _organization(told.network),
            "contentLocation": told.place and {"@type": "Place", "name": told.place},
            "keywords": list(told.themes),
            "license": told.licence,
            "isAccessibleForFree": True,
            **(_media(told, told.sound) if told.sound else {"text": told.text}),
        }
    )


def of_quotation(text: str, speakers: Sequence[str], source: tuple[str, str], address: str, language: str) -> Node:
    """`source` is the title and the address of the story."""
    title, story = source
    return _said(
        {
            "@context": "https://schema.org",
            "@type": "Quotation",
            "@id": address,
            "url": address,
            "text": text,
            "inLanguage": language,
            "spokenByCharacter": [_person(name) for name in speakers],
            "isPartOf": {"@type": "CreativeWork", "@id": story, "url": story, "name": title},
        }
    )


def of_organization(name: str, address: str, about: str, website: str) -> Node:
    """`address` is its page here, `website` its own."""
    page = {"@context": "https://schema.org", "@id": address, "description": about, "sameAs": website}
    return _said({**_organization(Network(name, website or address)), **page})


def written(node: Node) -> str:
    """As text that may stand inside an element of a page: nothing in it can end that element or begin another."""
    plain = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    return plain.translate({ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"})


def duration(seconds: float) -> str:
    """ISO 8601, to the second: PT1H2M5S."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M"), (left, "S")) if number)
    return "PT" + ("".join(parts) or "0S")


def _kind(sound: Sound | None) -> str:
    if sound is None:
        return "CreativeWork"
    return "VideoObject" if sound.is_film else "AudioObject"


def _media(told: Told, sound: Sound) -> Node:
    return {
        "contentUrl": sound.address,
        "encodingFormat": sound.media_type,
        "embedUrl": sound.player,
        "uploadDate": told.published and told.published.isoformat(),
        "duration": duration(sound.seconds),
        "width": sound.width,
        "height": sound.height,
        "transcript": told.text,
        "caption": sound.captions
        and {
            "@type": "MediaObject",
            "contentUrl": sound.captions,
            "encodingFormat": "text/vtt",
            "inLanguage": told.language,
        },
        "accessibilityFeature": ["captions", "transcript"] if told.text else [],
    }


def _person(name: str) -> Node:
    return {"@type": "Person", "name": name}


def _organization(network: Network) -> Node:
    return {"@type": "Organization", "name": network.name, "url": network.address}


def _said(node: Node) -> Node:
    """Without what nobody said."""
    return {name: value for name, value in node.items() if value or value is False}
