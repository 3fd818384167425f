"""What a list of stories can be narrowed by, as links with counts, and what it was narrowed by already."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.apps.exploring.search import SIDES, Answer, Choice, Wanted
from heard.core.people.details import LANGUAGES

_TITLES = {
    "theme": _("Theme"),
    "place": _("Place"),
    "organisation": _("Organisation"),
    "reporter": _("Reporter"),
    "group": _("Gathered with"),
    "language": _("Language"),
    "length": _("Length"),
    "medium": _("Sound, film or text"),
    "year": _("Year"),
}
KINDS = {**_TITLES, "term": _("Glossary"), "title": _("Story"), "word": _("Word")}
"""What a suggestion is, as people read it."""
_LABELS: dict[str, dict[str, str | Promise]] = {
    "language": dict(LANGUAGES),
    "length": {"short": _("Under 5 minutes"), "middle": _("5 to 15 minutes"), "long": _("Over 15 minutes")},
    "medium": {"sound": _("Sound"), "film": _("Film"), "text": _("Text only")},
}
_FIRST = 6
"""Choices that are seen at once. The others are a click away."""
_MOST = 20


@dataclass(frozen=True)
class Link:
    label: str
    address: str
    stories: int = 0


@dataclass(frozen=True)
class Side:
    """`chosen` leads back to the list without it."""

    name: str
    title: Promise
    chosen: Link | None
    first: list[Link]
    rest: list[Link]


def sides(answer: Answer, wanted: Wanted, query: QueryDict) -> list[Side]:
    """Those that narrow this list: a choice that all of its stories share does not."""
    found = (_side(name, answer.choices.get(name, []), wanted, query) for name in SIDES)
    return [side for side in found if side.chosen or side.first]


def _side(name: str, choices: list[Choice], wanted: Wanted, query: QueryDict) -> Side:
    value, rest = wanted.chosen.get(name, ""), _without(query, name)
    if value:
        label = next((choice.label for choice in choices if choice.value == value), value)
        return Side(name, _TITLES[name], Link(_label(name, value, label), f"?{rest}"), [], [])
    links = [
        Link(
            _label(name, one.value, one.label),
            f"?{rest}{'&' if rest else ''}{name}={quote_plus(one.value)}",
            one.stories,
        )
        for one in choices[:_MOST]
    ]
    if len(links) == 1 and name not in ("theme", "place"):
        links = []
    return Side(name, _TITLES[name], None, links[:_FIRST], links[_FIRST:])


def _label(name: str, value: str, label: str) -> str:
    return str(_LABELS.get(name, {}).get(value, label))


def _without(query: QueryDict, name: str) -> str:
    """The address of this list from its first page, without one side."""
    return urlencode([(key, value) for key, values in query.lists() if key not in ("page", name) for value in values])
