"""Take one thing in: in a transaction of its own, once, and with a line of the report that says what became of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from django.db import DataError, IntegrityError, transaction

from heard.apps.joining.models import User
from heard.apps.moving.models import Imported
from heard.apps.moving.queries.folder import Folder
from heard.core.errors import BadInput, HeardError
from heard.core.moving.reading import Line


class Outcome(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    NOTED = "noted"


@dataclass(frozen=True)
class Reported:
    """A row of the report."""

    what: str
    id: str
    line: int
    outcome: Outcome
    why: str = ""
    address: str = ""


@dataclass
class Taken:
    """What a row became: the `key` of the row here, where it is found, and what is to be said about it."""

    key: int = 0
    address: str = ""
    notes: list[str] = field(default_factory=list)


Say = Callable[[Reported], None]


@dataclass
class Run:
    """One taking in of a folder, by somebody who runs the network. In a dry one files stay where they are."""

    folder: Folder
    by: User
    is_dry: bool
    say: Say
    counts: Counter[str] = field(default_factory=Counter)
    beside: dict[str, dict[str, list[Line]]] = field(default_factory=dict)
    """Rows that belong to others, by table and by what they belong to."""

    def of(self, table: str, key: str) -> Sequence[Line]:
        return self.beside.get(table, {}).get(key, ())

    def report(self, row: Reported) -> None:
        self.counts[row.outcome] += 1
        self.say(row)

    def key_of(self, kind: str, source: str) -> int | None:
        """The key of what came in as `source`, in this run or before."""
        return Imported.objects.filter(kind=kind, source=digest_of(source)).values_list("key", flat=True).first()


Do = Callable[[int | None], Taken]
"""Takes something in; given the key of what it became before, it changes that."""


def take(run: Run, line: Line, do: Do, *, of: Mapping[str, object] | None = None) -> None:
    """Whatever is wrong with it is said in the report and stops nothing else. `of` is what else it is made of."""
    kind = line.table.name
    try:
        if line.why:
            raise line.why
        with transaction.atomic(), _misfits():
            outcome, taken = _taken(kind, line, do, digest_of({"cells": dict(line.cells), **(of or {})}))
    except HeardError as error:
        run.report(Reported(kind, line.key, line.number, Outcome.REFUSED, _said(error)))
    else:
        why = " ".join(taken.notes)
        run.report(Reported(kind, line.key, line.number, outcome, why, taken.address))


def _said(error: HeardError) -> str:
    """With the column that it is about."""
    return f"{error.field}: {error.sentence}" if error.field else error.sentence


def _taken(kind: str, line: Line, do: Do, digest: str) -> tuple[Outcome, Taken]:
    source = digest_of(line.key)
    known = Imported.objects.filter(kind=kind, source=source).first()
    if known and known.digest == digest:
        return Outcome.SAME, Taken(known.key)
    taken = do(known.key if known else None)
    Imported.objects.update_or_create(kind=kind, source=source, defaults={"digest": digest, "key": taken.key})
    return (Outcome.CHANGED if known else Outcome.TAKEN), taken


@contextmanager
def _misfits() -> Iterator[None]:
    """What only the database refuses."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise BadInput("It does not fit to what is here already.", code="misfit") from error


def digest_of(value: object) -> str:
    """Of a name there, or of what was said: what it was stands nowhere."""
    return sha256(json.dumps(value, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()
