"""How a quote is cited: plain text, HTML, BibTeX and CSL-JSON (Citation Style Language 1.0.2, type
“interview”, or “post” where it was written)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from heard.core.sentences import Sentence
from heard.core.timecode import clock


@dataclass(frozen=True)
class Citation:
    """Whose words, from which story. `second` is where they begin, for those who hear it (None: it is a text);
    `speakers` are the names
    that readers see, `gathered_by` the reporter, `network` where it stands, `read_on` the day it was looked up."""

    text: str
    speakers: tuple[str, ...]
    title: str
    gathered_by: str
    network: str
    address: str
    second: float | None
    is_film: bool
    published: date | None
    read_on: date
    code: str

    @property
    def said_by(self) -> str:
        return ", ".join(self.speakers)

    @property
    def is_text(self) -> bool:
        return self.second is None

    @property
    def place(self) -> str:
        return "" if self.second is None else clock(self.second)


def plain(cited: Citation) -> str:
    """In the language of whoever reads it, as in: “Words” – Ada, in “A story” (1:05), gathered by Cleo. Network, 2026.
    https://…"""
    by = f" – {cited.said_by}" if cited.speakers else ""
    year = f", {cited.published.year}" if cited.published else ""
    story = {"title": cited.title, "time": cited.place, "by": cited.gathered_by}
    heard = Sentence("in “%(title)s” (%(time)s), gathered by %(by)s", story)
    told = Sentence("in “%(title)s”, gathered by %(by)s", story) if cited.is_text else heard
    return f"“{cited.text}”{by}, {told}. {cited.network}{year}. {cited.address}"


def html(cited: Citation) -> str:
    """A quotation that any page can take in: no script, no style, nothing loaded from here."""
    by = f"{escape(cited.said_by)}, " if cited.speakers else ""
    link = f'<a href="{escape(cited.address)}">{escape(cited.title)}{_after(cited)}</a>'
    return (
        f'<blockquote cite="{escape(cited.address)}"><p>{escape(cited.text)}</p>'
        f"<footer>{by}<cite>{link}</cite>, {escape(cited.network)}</footer></blockquote>"
    )


def _after(cited: Citation) -> str:
    return f", {cited.place}" if cited.place else ""


def bibtex(cited: Citation) -> str:
    """BibTeX knows no interview, so it is @misc, as its manual says. Braces keep names and capitals as they are."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.speakers),
        "title": f"{{{_tex(cited.title)}}}",
        "editor": f"{{{_tex(cited.gathered_by)}}}",
        "howpublished": _tex(cited.network),
        "year": str(cited.published.year) if cited.published else "",
        "url": cited.address,
        "urldate": cited.read_on.isoformat(),
        "note": f"{cited.place}: {_tex(cited.text)}".removeprefix(": "),
    }
    rows = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{heard-{cited.code},\n{rows}\n}}\n"


def csl(cited: Citation) -> list[Mapping[str, Any]]:
    """One item, in the list that programs for references read."""
    item = {
        "id": f"heard-{cited.code}",
        "type": "post" if cited.is_text else "interview",
        "title": cited.title,
        "author": [{"literal": name} for name in cited.speakers],
        "editor" if cited.is_text else "interviewer": [{"literal": cited.gathered_by}],
        "container-title": cited.network,
        "medium": "Text" if cited.is_text else "Film" if cited.is_film else "Sound",
        "issued": _day(cited.published),
        "accessed": _day(cited.read_on),
        "URL": cited.address,
        "note": f"{cited.place}: {cited.text}".removeprefix(": "),
    }
    return [{name: value for name, value in item.items() if value}]


def _day(day: date | None) -> Mapping[str, Any] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


# What TeX reads as a command.
_TEX: Mapping[str, str] = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)


WAYS: Mapping[str, Callable[[Citation], str]] = {"plain": plain, "html": html, "bibtex": bibtex}
