"""Read a page as a person does: its title, its headings, its links, what is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.http import HttpResponse

_VOID = {"input", "meta", "link", "br", "hr", "img", "use", "path"}


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """Every element of a page whose text somebody reads: not what a template keeps for later."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.elements: list[_Element] = []
        self._open: list[_Element] = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        if not any(around.tag == "template" for around in self._open):
            self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def texts(self, tag: str, css_class: str = "") -> list[str]:
        """What stands in each such element, in the order of the page."""
        return [
            element.text
            for element in self.elements
            if element.tag == tag and (not css_class or css_class in element.attributes.get("class", "").split())
        ]

    def links(self, css_class: str) -> list[str]:
        """Where links of this class go."""
        return [
            element.attributes["href"]
            for element in self.elements
            if element.tag == "a" and css_class in element.attributes.get("class", "").split()
        ]
