"""Read what stories mean, a breath at a time: the worker's part of search by meaning.

Which stories wait for it is written down in the transaction that indexes their words (keeping.py). A breath whose
words are as they were is not read again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple
from functools import cache

from django.db.models import F, Max, QuerySet

from heard.apps.exploring.models import Meaning
from heard.apps.exploring.search import model, vectors
from heard.apps.exploring.search.keeping import forget, in_step
from heard.apps.transcribing.models import Passage
from heard.core.finding.breaths import Breath, breaths, digest
from heard.core.finding.stems import base

_AT_ONCE = 20  # stories


def is_due() -> bool:
    return model.is_on() and _waiting().exists()


def read_meanings(over: float) -> None:
    """Of stories whose words changed, until the clock of this process shows `over`. Safe at any time; without a model
    nothing stays that one has read."""
    if not model.is_on():
        forget(Meaning.objects.exclude(made=""))
        return
    _forget_other_models()
    while keys := list(_waiting().values_list("pk", flat=True)[:_AT_ONCE]):
        spoken = _spoken(keys)
        for row in Meaning.objects.filter(pk__in=keys).select_related("story"):
            _read(row, base(row.story.language), spoken[row.pk])
            if time.monotonic() > over:
                return


def _waiting() -> QuerySet[Meaning]:
    return Meaning.objects.filter(in_step()).exclude(made=F("wanted"))


@cache
def _forget_other_models() -> None:
    """Once in the life of a process, as long as its settings last."""
    forget(Meaning.objects.exclude(made="").exclude(model=model.name()))


def _spoken(keys: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    rows = Passage.objects.filter(story__in=keys).order_by("story", "number")
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for key, number, text in rows.values_list("story", "number", "text"):
        found[key].append((number, text))
    return found


def _read(row: Meaning, language: str, spoken: list[tuple[int, str]]) -> None:
    """Where somebody changes the words meanwhile, what was read is of words that are not wanted, and waits again."""
    found = list(breaths(spoken)) if model.knows(language) else []
    known = _as_read(row)
    new = {breath.key: text for breath, text in found if breath.key not in known}
    if new:
        rows = model.meanings(list(new.values()))
        known |= {key: (vectors.packed(one), vectors.signs(one)) for key, one in zip(new, rows[:, None], strict=True)}
    kept = [known[breath.key] for breath, _ in found]
    Meaning.objects.filter(pk=row.pk).update(
        made=digest(spoken, language),
        model=model.name(),
        turn=_next_turn(),
        places=[astuple(breath) for breath, _ in found],
        vectors=b"".join(one for one, _ in kept),
        signs=b"".join(one for _, one in kept),
    )


def _next_turn() -> int:
    """A higher one than any before, also than those of stories that are gone: by the clock, in microseconds."""
    last: int = Meaning.objects.aggregate(last=Max("turn"))["last"] or 0
    return max(last + 1, time.time_ns() // 1000)


def _as_read(row: Meaning) -> dict[str, tuple[bytes, bytes]]:
    """The vector and the signs of each breath that was read before, by its key."""
    keys = [Breath(*place).key for place in row.places]
    return dict(zip(keys, zip(_cut(row.vectors, len(keys)), _cut(row.signs, len(keys)), strict=True), strict=True))


def _cut(joined: bytes | memoryview, parts: int) -> list[bytes]:
    whole = bytes(joined)
    size = len(whole) // parts if parts else 0
    return [whole[at : at + size] for at in range(0, size * parts, size)] if size else []
