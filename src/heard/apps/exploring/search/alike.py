"""Look for stories by meaning: those in which somebody speaks of something like what was asked for.

Every process holds the signs of all breaths, and asks for those that came since. By them it knows roughly which
stories come first; the database then says which of these the viewer may see and which words still stand as they were
read, and gives their vectors, which say it exactly. Nothing is shown by what lies in memory alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
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
_AT_ONCE = 100  # stories whose vectors are in memory at a time: those of an hour have some 300 kB
_ENOUGH = 100  # that the viewer may see
_MOST, _EACH = 60, 3  # stories, breaths of one


def answer_by_meaning(viewer: Viewer, wanted: Wanted) -> Answer:
    """What `viewer` may find, the most alike first."""
    catch_up()
    [meaning] = model.meanings([wanted.words])
    weighed: list[_Weighed] = []
    for keys in _promising(meaning):
        for start in range(0, len(keys), _AT_ONCE):
            weighed += _weighed(viewer, wanted, meaning, keys[start : start + _AT_ONCE])
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
class _Block:
    """The signs of some stories, a column a breath. Those of a story stand together, from its start on. It counts no
    more once it was read anew, into a later block."""

    stories: NDArray[np.int64]
    starts: NDArray[np.int64]
    columns: vectors.Bits
    counts: NDArray[np.bool_]

    @classmethod
    def of(cls, found: Mapping[int, vectors.Bits]) -> _Block:
        starts = np.cumsum([0, *(len(signs) for signs in found.values())])[:-1]
        columns = np.ascontiguousarray(np.concatenate([*found.values()]).T)
        return cls(np.array([*found], np.int64), starts, columns, np.ones(len(found), np.bool_))

    @property
    def size(self) -> int:
        """Breaths."""
        return len(self.columns[0])

    def without(self, stories: NDArray[np.int64]) -> _Block:
        return replace(self, counts=self.counts & ~np.isin(self.stories, stories))

    def least(self, meaning: vectors.Bits) -> NDArray[np.uint16]:
        nearest = np.minimum.reduceat(vectors.differing(self.columns, meaning), self.starts)
        return np.asarray(nearest[self.counts])

    def joined(self, later: _Block) -> _Block:
        return _Block.of(dict(chain(self._that_count(), later._that_count())))

    def _that_count(self) -> Iterator[tuple[int, vectors.Bits]]:
        for key, signs, counts in zip(
            self.stories, np.split(self.columns.T, self.starts[1:]), self.counts, strict=True
        ):
            if counts:
                yield int(key), signs


@dataclass(frozen=True)
class Signs:
    """Those of all stories, in blocks of which each is more than twice as large as the next: what is read anew costs
    little more than its own size, and seldom is much put together."""

    blocks: tuple[_Block, ...] = ()

    @cached_property
    def stories(self) -> NDArray[np.int64]:
        return np.concatenate([np.empty(0, np.int64), *(block.stories[block.counts] for block in self.blocks)])

    def least(self, meaning: vectors.Bits) -> NDArray[np.uint16]:
        """How many signs of each story's nearest breath are others."""
        return np.concatenate([np.empty(0, np.uint16), *(block.least(meaning) for block in self.blocks)])

    def with_read(self, found: Mapping[int, vectors.Bits]) -> Signs:
        """With these stories as they were read now. One of no breaths is left out."""
        keys, there = np.array([*found], np.int64), {key: signs for key, signs in found.items() if len(signs)}
        blocks = [kept for block in self.blocks if (kept := block.without(keys)).counts.any()]
        blocks += [_Block.of(there)] if there else []
        while len(blocks) > 1 and blocks[-2].size <= 2 * blocks[-1].size:
            blocks[-2:] = [blocks[-2].joined(blocks[-1])]
        return Signs(tuple(blocks))


class _Memory:
    def __init__(self) -> None:
        self._lock = Lock()
        self._begun, self._turn, self._model = -np.inf, 0, ""
        self.signs: Signs | None = None

    def read(self, size: int) -> Signs:
        """With what was read since. A database that was put back has earlier turns, and all of it is asked for anew."""
        with self._lock:
            newest = Meaning.objects.order_by("-turn").values_list("turn", flat=True).first() or 0
            is_old = time.monotonic() - self._begun > 60 * MINUTES
            if is_old or newest < self._turn or self._model != model.name():
                self._begun, self._turn, self._model = time.monotonic(), 0, model.name()
                self.signs = None
            if newest > self._turn or self.signs is None:
                self.signs = (self.signs or Signs()).with_read(self._read_since(size))
                self._turn = newest
            return self.signs

    def _read_since(self, size: int) -> dict[int, vectors.Bits]:
        rows = Meaning.objects.filter(model=self._model, turn__gt=self._turn).values_list("pk", "signs")
        return {key: vectors.bits(bytes(kept), size) for key, kept in rows.iterator(chunk_size=2000)}


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
