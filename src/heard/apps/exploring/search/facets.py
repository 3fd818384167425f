"""What a list of stories can be narrowed by, and how many of them each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from heard.apps.wording.models import StoryName

SIDES = ("theme", "place", "organisation", "reporter", "language", "length", "medium", "year")
COLUMNS = ("indexed__sides", "indexed__length", "indexed__medium", "indexed__year")
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
    """Picks the stories that are as somebody chose. A year that is none is nobody's."""
    found = Q()
    for side, value in chosen.items():
        if side == "organisation":
            named = StoryName.objects.filter(story=OuterRef("pk"), kind=StoryName.Kind.ORGANISATION, text=value)
            found &= Q(Exists(named), indexed__sides__icontains="organisation")
        elif side == "year" and not (value.isascii() and value.isdigit() and len(value) == 4):
            found &= Q(pk__in=())
        else:
            found &= Q(**{_PATHS[side]: value})
    return found


def choices(rows: Iterable[Sequence[object]]) -> dict[str, list[Choice]]:
    """By side, what there is in these rows (`COLUMNS`), the most frequent first; years the latest first."""
    counted: dict[str, Counter[tuple[str, str]]] = {side: Counter() for side in SIDES}
    for sides, length, medium, year in rows:
        for side, values in (sides or {}).items():  # type: ignore[attr-defined]
            counted[side].update((value, label) for value, label in values)
        for side, value in (("length", length), ("medium", medium), ("year", str(year))):
            if value:
                counted[side][value, value] += 1  # type: ignore[index]
    return {side: sorted(_choices(counts), key=_years if side == "year" else _most) for side, counts in counted.items()}


def _choices(counts: Counter[tuple[str, str]]) -> Iterable[Choice]:
    return (Choice(value, label, stories) for (value, label), stories in counts.items())


def _most(choice: Choice) -> tuple[int, str]:
    return -choice.stories, choice.label.casefold()


def _years(choice: Choice) -> tuple[int, str]:
    return -int(choice.value), ""
