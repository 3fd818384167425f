"""Look for stories by meaning: those in which somebody speaks of something like what was asked for.

Every process holds the signs of all breaths, and asks for those that came since. By them it knows roughly which
stories come first; the database then says which of these the viewer may see and which words still stand as they were
read, and gives their vectors, which say it exactly. Nothing is shown by what lies in memory alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import F, Q
from numpy.typing import NDArray

from heard.apps.exploring.models import Meaning
from heard.apps.exploring.search import model, vectors
from heard.apps.exploring.search.answers import Answer, Wanted
from heard.apps.exploring.search.facets import choices, narrowed
from heard.apps.exploring.search.keeping import catch_up, in_step
from heard.apps.joining.queries import Viewer
from heard.apps.telling.queries import stories_for
from heard.core.finding.breaths import PERHAPS, Breath, best_of

MINUTES = 10
"""Nothing lies in memory for longer without being asked for anew."""
_ROUNDS = (200, 600, 2000, 10_000)  # stories, the most promising first
_ENOUGH = 100  # that the viewer may see
_MOST, _EACH = 60, 3  # stories, breaths of one


def answer_by_meaning(viewer: Viewer, wanted: Wanted) -> Answer:
    """What `viewer` may find, the most alike first."""
    catch_up()
    [meaning] = model.meanings([wanted.words])
    weighed: list[_Weighed] = []
    for keys in _promising(meaning):
        weighed += _weighed(viewer, wanted, meaning, keys)
        if len(weighed) >= _ENOUGH:
            break
    best = sorted((one for one in weighed if one.best >= PERHAPS), key=lambda one: (-one.best, -one.key))[:_MOST]
    places = dict(Meaning.objects.filter(pk__in=[one.key for one in best]).values_list("pk", "places"))
    alike = {one.key: best_of(one.with_places(places.get(one.key, [])), _EACH) for one in best}
    return Answer([one.key for one in best], wanted.words, alike=alike, choices=choices(one.sides for one in best))


@dataclass(frozen=True)
class _Weighed:
    """How alike each breath of a story is."""

    key: int
    sides: str
    alike: vectors.Floats

    @property
    def best(self) -> float:
        return float(self.alike.max())

    def with_places(self, places: list[Any]) -> Iterator[tuple[float, Breath]]:
        """Nothing where it was read anew a moment ago, and their numbers differ."""
        if len(places) == len(self.alike):
            yield from ((float(alike), Breath(*place)) for alike, place in zip(self.alike, places, strict=True))


def _weighed(viewer: Viewer, wanted: Wanted, meaning: vectors.Floats, keys: list[int]) -> list[_Weighed]:
    """Those of the stories that the viewer may see, and whose words are as they were read."""
    stories = stories_for(viewer).filter(_is_read(), in_step(), narrowed(wanted.chosen), pk__in=keys).order_by()
    rows = [row for row in stories.values_list("pk", "indexed__sides", "meaning__vectors") if row[2]]
    if not rows:
        return []
    parts = [vectors.unpacked(bytes(kept), meaning.size) for _, _, kept in rows]
    ends = np.cumsum([len(part) for part in parts])[:-1]
    scores = np.split(vectors.alike(np.concatenate(parts), meaning), ends)
    return [_Weighed(key, sides, found) for (key, sides, _), found in zip(rows, scores, strict=True)]


def _is_read() -> Q:
    return Q(meaning__made=F("meaning__wanted"), meaning__model=model.name())


# What lies in memory


@dataclass(frozen=True)
class Signs:
    """A column a breath. Those of a story stand together, from its start on."""

    stories: NDArray[np.int64]
    starts: NDArray[np.int64]
    columns: vectors.Bits

    def least(self, meaning: vectors.Bits) -> NDArray[np.uint16]:
        """How many signs of each story's nearest breath are others."""
        if not len(self.stories):
            return np.empty(0, np.uint16)
        return np.asarray(np.minimum.reduceat(vectors.differing(self.columns, meaning), self.starts))


class _Memory:
    def __init__(self) -> None:
        self._lock = Lock()
        self._begun, self._turn, self._model = -np.inf, 0, ""
        self._of: dict[int, vectors.Bits] = {}
        self._signs: Signs | None = None

    def read(self, size: int) -> Signs:
        """With what was read since. A database that was put back has earlier turns, and all of it is asked for anew."""
        with self._lock:
            newest = Meaning.objects.order_by("-turn").values_list("turn", flat=True).first() or 0
            is_old = time.monotonic() - self._begun > 60 * MINUTES
            if is_old or newest < self._turn or self._model != model.name():
                self._begun, self._turn, self._model = time.monotonic(), 0, model.name()
                self._of, self._signs = {}, None
            if newest > self._turn or self._signs is None:
                self._read_on(size)
                self._turn = newest
            assert self._signs
            return self._signs

    def _read_on(self, size: int) -> None:
        rows = Meaning.objects.filter(model=self._model, turn__gt=self._turn).values_list("pk", "signs")
        for key, kept in rows.iterator(chunk_size=2000):
            self._of[key] = vectors.bits(bytes(kept), size)
        there = {key: found for key, found in self._of.items() if len(found)}
        starts = np.cumsum([0, *(len(found) for found in there.values())])[:-1]
        every = np.concatenate([*there.values(), np.empty((0, vectors.words_of(size)), np.uint64)])
        self._signs = Signs(np.array([*there], np.int64), starts, np.ascontiguousarray(every.T))


_memory = _Memory()


def in_memory(size: int) -> Signs:
    return _memory.read(size)


def _promising(meaning: vectors.Floats) -> Iterator[list[int]]:
    """Stories in rounds, the most promising first."""
    signs = vectors.bits(vectors.signs(meaning[None]), meaning.size)[0]
    known = in_memory(meaning.size)
    order = known.stories[np.argsort(known.least(signs), kind="stable")]
    for first, end in pairwise((0, *_ROUNDS)):
        if len(keys := order[first:end].tolist()):
            yield keys
