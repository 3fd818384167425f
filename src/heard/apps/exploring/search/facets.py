"""What a list of stories can be narrowed by, and how many of them each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import Q

SIDES = ("theme", "place", "organisation", "reporter", "group", "language", "length", "medium", "year")
VOICE = "voice"
"""Stands beside the sides: who each voice is, by its key."""
_PARTED = "\x1f"
_PATHS = {
    "theme": "themes__slug",
    "place": "place",
    "reporter": "reporter__slug",
    "language": "language",
    "length": "indexed__length",
    "medium": "indexed__medium",
    "year": "indexed__year",
}


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list: `value` as addresses say it, `label` as people read it."""

    value: str
    label: str
    stories: int


def narrowed(chosen: Mapping[str, str]) -> Q:
    """Picks the stories that are as somebody chose. A year that is none is nobody's. An organisation that was hidden in
    the words does not stand in the index, and picks no story."""
    found = Q()
    for side, value in chosen.items():
        if side == "organisation":
            found &= Q(indexed__sides__contains=written([(side, value, value)]))
        elif side == "group":
            found &= Q(gathered_with__slug=value, gathered_with__is_public=True)
        elif side == "year" and not (value.isascii() and value.isdigit() and len(value) == 4):
            found &= Q(pk__in=())
        else:
            found &= Q(**{_PATHS[side]: value})
    return found


def written(said: Iterable[tuple[str, str, str]]) -> str:
    """A line for each side, value and label, as the index keeps them: counted a thousand at once, lines are quick."""
    return "\n".join(_PARTED.join(" ".join(part.split()) for part in line) for line in said if line[1])


def read(sides: str) -> Iterator[tuple[str, str, str]]:
    """The way back."""
    for line in sides.split("\n") if sides else ():
        side, value, label = line.split(_PARTED)
        yield side, value, label


def choices(rows: Iterable[str]) -> dict[str, list[Choice]]:
    """By side, what there is in these stories, the most frequent first; years the latest first."""
    counted = Counter(chain.from_iterable(sides.split("\n") for sides in rows))
    found: dict[str, list[Choice]] = {side: [] for side in SIDES}
    for line, stories in counted.items():
        side, value, label = line.split(_PARTED)
        if side != VOICE:
            found[side].append(Choice(value, label, stories))
    return {side: sorted(there, key=_years if side == "year" else _most) for side, there in found.items()}


def _most(choice: Choice) -> tuple[int, str]:
    return -choice.stories, choice.label.casefold()


def _years(choice: Choice) -> tuple[int, str]:
    return -int(choice.value), ""
