"""A story as archives and libraries show sound and film: IIIF Presentation 3, one canvas, with what is said on it as
annotations. Written only.

https://iiif.io/api/presentation/3.0/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heard.core.formats.schema_org import Sound, Told

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
TYPE = f'application/ld+json;profile="{CONTEXT}"'
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph, with who says it, from `start` to `end`: seconds of what plays."""

    text: str
    voice: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Shown:
    """What is in the manifest at `address`. `part` is what of the file plays, as its address says it ("#t=3,60");
    `facts` are (label, value), `note` what is told before it is heard."""

    address: str
    told: Told
    sound: Sound
    part: str = ""
    said: Sequence[Said] = ()
    chapters: Sequence[tuple[float, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    note: tuple[str, str] | None = None


def manifest(shown: Shown) -> Node:
    told, sound = shown.told, shown.sound
    node = {
        "@context": CONTEXT,
        "id": shown.address,
        "type": "Manifest",
        "label": _in(told.language, told.title),
        "summary": told.summary and _in(told.language, told.summary),
        "metadata": [{"label": _none(label), "value": _none(value)} for label, value in shown.facts],
        "requiredStatement": shown.note and {"label": _none(shown.note[0]), "value": _none(shown.note[1])},
        "rights": told.licence,
        "navDate": told.told_on and f"{told.told_on.isoformat()}T00:00:00Z",
        "provider": [_agent(told)],
        "homepage": [_page(told.address, told.title, told.language)],
        "items": [_canvas(shown, sound)],
        "structures": _structures(shown),
    }
    return {name: value for name, value in node.items() if value}


def _canvas(shown: Shown, sound: Sound) -> Node:
    at = f"{shown.address}/canvas"
    size = {"width": sound.width, "height": sound.height} if sound.is_film and sound.width and sound.height else {}
    length = {"duration": round(sound.seconds, 3)}
    body = {
        "id": f"{sound.address}{shown.part}",
        "type": "Video" if sound.is_film else "Sound",
        "format": sound.media_type,
        **length,
        **size,
    }
    painting = {"id": f"{at}/page/sound", "type": "Annotation", "motivation": "painting", "body": body, "target": at}
    canvas = {
        "id": at,
        "type": "Canvas",
        **length,
        **size,
        "items": [{"id": f"{at}/page", "type": "AnnotationPage", "items": [painting]}],
        "annotations": [page for page in (_captions(shown, at), _words(shown, at)) if page["items"]],
    }
    return {name: value for name, value in canvas.items() if value}


def _captions(shown: Shown, at: str) -> Node:
    """As a file, for players that show captions."""
    file = {
        "id": shown.sound.captions,
        "type": "Text",
        "format": "text/vtt",
        "language": shown.told.language,
    }
    items = [_annotation(f"{at}/captions/file", file, at)] if shown.sound.captions else []
    return {"id": f"{at}/captions", "type": "AnnotationPage", "items": items}


def _words(shown: Shown, at: str) -> Node:
    """Paragraph by paragraph, for programs that show annotations."""
    items = []
    for number, one in enumerate(shown.said, 1):
        text = f"{one.voice}: {one.text}" if one.voice else one.text
        body = {"type": "TextualBody", "value": text, "format": "text/plain", "language": shown.told.language}
        target = f"{at}#t={one.start:.2f},{one.end:.2f}"
        items.append(_annotation(f"{at}/words/{number}", body, target))
    return {"id": f"{at}/words", "type": "AnnotationPage", "items": items}


def _annotation(name: str, body: Mapping[str, Any], target: str) -> Node:
    return {"id": name, "type": "Annotation", "motivation": "supplementing", "body": body, "target": target}


def _structures(shown: Shown) -> list[Node]:
    """The chapters: each until the next begins."""
    if not shown.chapters:
        return []
    begins = [start for start, _title in shown.chapters]
    ends = [*begins[1:], shown.sound.seconds]
    ranges = [
        {
            "id": f"{shown.address}/chapter/{number}",
            "type": "Range",
            "label": _in(shown.told.language, title),
            "items": [{"id": f"{shown.address}/canvas#t={start:.2f},{end:.2f}", "type": "Canvas"}],
        }
        for number, ((start, title), end) in enumerate(zip(shown.chapters, ends, strict=True), 1)
    ]
    title = _in(shown.told.language, shown.told.title)
    return [{"id": f"{shown.address}/chapters", "type": "Range", "label": title, "items": ranges}]


def _agent(told: Told) -> Node:
    network = told.network
    page = [_page(network.address, network.name, "none")]
    return {"id": network.address, "type": "Agent", "label": _none(network.name), "homepage": page}


def _page(address: str, title: str, language: str) -> Node:
    return {"id": address, "type": "Text", "label": _in(language, title), "format": "text/html"}


def _in(language: str, text: str) -> dict[str, Sequence[str]]:
    return {language: [text]}


def _none(text: str) -> dict[str, Sequence[str]]:
    """In no language that anybody could tell."""
    return _in("none", text)
