"""What a form needs for lists in an order: links with their words, and the parts of the first page. Each row moves up
by a button that sends the form, so none of it needs a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from heard.core.people.links import MOST_LINKS, Link, Section

Rows = list[tuple[str, str]]
_ALWAYS_FIRST = Section.VOICE


class LinkRows(forms.Widget):
    """What is there, and room for two more."""

    template_name = "furnishing/widgets/links.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        there = [*(value or ())]
        empty = [("", "")] * max(1, min(2, MOST_LINKS - len(there)))
        context["widget"]["rows"] = [
            {"number": number, "words": words, "address": address, "can_move": 1 < number <= len(there)}
            for number, (words, address) in enumerate([*there, *empty], 1)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Rows:
        """Rows in which something stands."""
        given = zip(_all(data, f"{name}-words"), _all(data, f"{name}-address"), strict=False)
        return [(words.strip(), address.strip()) for words, address in given if words.strip() or address.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-words" not in data


class LinksField(forms.Field):
    widget = LinkRows

    def prepare_value(self, value: Any) -> Any:
        return [(row.words, row.address) if isinstance(row, Link) else row for row in value or ()]

    def to_python(self, value: Any) -> tuple[Link, ...]:
        return tuple(Link(*row) for row in value or ())


class SectionRows(forms.Widget):
    """All that there are, those that are shown first, each with its tick."""

    template_name = "furnishing/widgets/sections.html"
    use_fieldset = True

    def __init__(self, names: Mapping[str, Any]) -> None:
        super().__init__()
        self._names = names

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown, order = value
        rows = _ordered(order or shown, self._names)
        context["widget"]["rows"] = [
            {
                "number": number,
                "value": one,
                "label": self._names[one],
                "is_on": one in shown,
                "can_move": number > 2,
            }
            for number, one in enumerate(rows, 1)
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[list[str], list[str]]:
        return _all(data, name), _all(data, f"{name}-order")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-order" not in data


class SectionsField(forms.Field):
    """Those that are ticked, in the order of all."""

    def __init__(self, names: Mapping[str, Any], **how: Any) -> None:
        super().__init__(widget=SectionRows(names), **how)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], list) else (value, ())

    def to_python(self, value: Any) -> tuple[str, ...]:
        shown, order = value
        return tuple(sorted(shown, key=lambda one: order.index(one) if one in order else len(order)))


def moved(data: QueryDict, move: str) -> QueryDict:
    """What was sent, with one row of a list a place higher: `move` is “menu:3”."""
    name, _sign, number = move.partition(":")
    changed = data.copy()
    lists = [key for key in (f"{name}-words", f"{name}-address", f"{name}-order") if key in data]
    at = int(number) - 1 if number.isdecimal() and len(number) < 4 else 0
    for key in lists:
        rows = data.getlist(key)
        if 0 < at < len(rows):
            rows[at - 1], rows[at] = rows[at], rows[at - 1]
        changed.setlist(key, rows)
    return changed


def _ordered(first: Iterable[str], all_: Iterable[str]) -> list[str]:
    """Those of `first` that there are, then the others; what always comes first does."""
    known = [*all_]
    rows = list(dict.fromkeys([_ALWAYS_FIRST.value, *(one for one in first if one in known), *known]))
    return [one for one in rows if one in known]


def _all(data: Any, name: str) -> list[str]:
    return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, ()))
