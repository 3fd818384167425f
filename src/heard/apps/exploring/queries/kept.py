"""The searches that somebody keeps."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from heard.apps.exploring.models import KeptSearch
from heard.apps.exploring.search import SIDES, Wanted
from heard.apps.joining.models import User
from heard.apps.telling.queries import stories_for


@dataclass(frozen=True)
class Kept:
    """`new` is how many stories its person was told of, has not looked at, and may still see."""

    row: KeptSearch
    words: str
    new: int


def wanted_of(row: KeptSearch) -> Wanted:
    asked = QueryDict(row.query)
    return Wanted(asked.get("q", ""), {side: asked[side] for side in SIDES if asked.get(side)})


def kept_by(person: User) -> list[Kept]:
    """Two questions, however many there are."""
    rows = list(KeptSearch.objects.filter(person=person))
    unread = {key for row in rows for key in row.unread}
    seen = set(stories_for(person).filter(pk__in=unread).values_list("pk", flat=True)) if unread else set()
    return [Kept(row, wanted_of(row).in_words, len(seen.intersection(row.unread))) for row in rows]


def kept_search(person: User, pk: int) -> KeptSearch:
    """Raises KeptSearch.DoesNotExist for somebody else's."""
    return KeptSearch.objects.get(pk=pk, person=person)
