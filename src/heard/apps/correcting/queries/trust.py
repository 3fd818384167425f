"""How far each helper's word can be taken here, from what editors and storytellers decided about what they sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from heard.apps.correcting.models import Correction
from heard.apps.joining.models import User
from heard.core.listening.agreement import Opinion, Says, outcome
from heard.core.listening.trust import Decider, Outcome, Trust, trust_in
from heard.core.people.permissions import Role

DECIDED = (Correction.State.ACCEPTED, Correction.State.DECLINED)
NEW = trust_in(())
_CONFIRMS = Q(kind=Correction.Kind.RIGHT, author__isnull=False)


class _Row(NamedTuple):
    """The columns of a correction that tell how it turned out."""

    author: int | None
    kind: str
    story: int
    words: tuple[str, ...]
    heard: str
    text: str
    state: str
    decided_text: str | None
    decided_by: int | None
    role: str | None

    @property
    def settled(self) -> str:
        """What stood there once it was decided."""
        if self.state == Correction.State.DECLINED:
            return self.heard
        return self.text if self.decided_text is None else self.decided_text

    @property
    def place(self) -> tuple[int, tuple[str, ...], str]:
        return self.story, self.words, self.heard


def trust_by_helper() -> Mapping[int, Trust]:
    """Everybody with an account whose reports were decided on, by the id of the account. Three small questions, and two
    about all of them when something was decided, called right or given to somebody since."""
    return _trust_by_helper(_so_far())


def _so_far() -> tuple[object, ...]:
    """Tells one state of what was decided from another."""
    decided = Correction.objects.filter(decided_at__isnull=False).aggregate(Count("pk"), Max("decided_at"))
    confirmed = Correction.objects.filter(_CONFIRMS).order_by("-pk").values_list("pk")[:1]
    roles = User.objects.values_list("role").annotate(Count("pk")).order_by("role")
    return connection.settings_dict["NAME"], *decided.values(), *confirmed, *roles


@lru_cache(maxsize=1)
def _trust_by_helper(so_far: tuple[object, ...]) -> Mapping[int, Trust]:
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    settled: dict[tuple[int, tuple[str, ...], str], _Row] = {}
    for row in _decided():
        settled[row.place] = row
        _add(outcomes, row, row)
    for row in _confirmed():
        if row.place in settled:
            _add(outcomes, row, settled[row.place])
    return {who: _trust(tuple(found)) for who, found in outcomes.items()}


def outcomes_to_be_trusted(trusted_from: float) -> int | None:
    """After how many reports that were all taken a newcomer is trusted. None: never."""
    taken = (Outcome(True, "editor"),)
    return next((number for number in range(1, 500) if _trust(taken * number).least >= trusted_from), None)


@lru_cache(maxsize=4096)
def _trust(outcomes: tuple[Outcome, ...]) -> Trust:
    return trust_in(outcomes)


def _add(outcomes: dict[int, list[Outcome]], said: _Row, settled: _Row) -> None:
    """What helpers agreed on among themselves has nobody who decided, and counts for nobody."""
    if said.author is None or settled.decided_by is None or said.author == settled.decided_by:
        return
    right = outcome(Opinion("", Says(said.kind), said.text), said.heard, settled.settled)
    if right is not None:
        editor = settled.role is not None and Role(settled.role).rank >= Role.EDITOR.rank
        decider = Decider.EDITOR if editor else Decider.STORYTELLER
        outcomes[said.author].append(Outcome(right, str(settled.decided_by), decider))


def _decided() -> Iterator[_Row]:
    """What somebody decided on, the oldest first."""
    rows = Correction.objects.filter(state__in=DECIDED, decided_by__isnull=False).order_by("decided_at", "pk")
    return _rows(rows)


def _confirmed() -> Iterator[_Row]:
    """“This is right”: nobody decides on it, but the same words may be decided on."""
    return _rows(Correction.objects.filter(_CONFIRMS).order_by("pk"))


def _rows(rows: QuerySet[Correction]) -> Iterator[_Row]:
    found = rows.values_list(
        "author", "kind", "story", "words", "heard", "text", "state", "decided_text", "decided_by", "decided_by__role"
    )
    for columns in found:
        row = _Row(*columns)
        yield row._replace(words=tuple(row.words))
