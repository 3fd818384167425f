"""Look for the stories that are related to one, and why: what both talk about, and where the other does. The worker's.

Every pair is found from both sides: a new story stands beside the older ones as soon as it was looked at itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from django.db.models import F, Q, QuerySet
from numpy.typing import NDArray

from heard.apps.exploring.models import Meaning, Related
from heard.apps.exploring.search import alike, model, vectors
from heard.apps.exploring.search.facets import read
from heard.apps.exploring.search.keeping import in_step
from heard.apps.exploring.search.known import known
from heard.apps.transcribing.models import Passage
from heard.core.finding.breaths import Breath
from heard.core.finding.folding import chunks
from heard.core.finding.stems import stem
from heard.core.finding.ties import Tie, tie

_AT_ONCE = 20  # stories
_PROMISING, _KEPT = 40, 20  # stories that are weighed for one, and that are kept for it: not everybody may see each
_BREATHS = 60  # of the story, evenly taken, by which it is compared roughly
_BEST = 3  # breaths that are most alike


def is_due() -> bool:
    return model.is_on() and _waiting().exists()


def relate(over: float) -> None:
    """For stories that changed, until the clock of this process shows `over`."""
    if not model.is_on():
        return
    while keys := list(_waiting().values_list("pk", flat=True)[:_AT_ONCE]):
        for key in keys:
            _relate(key)
            if time.monotonic() > over:
                return


def _waiting() -> QuerySet[Meaning]:
    """Those that were read, and not compared since."""
    return _read_meanings().exclude(related=F("made"))


def _read_meanings() -> QuerySet[Meaning]:
    return Meaning.objects.filter(in_step(), made=F("wanted"), model=model.name())


@dataclass(frozen=True)
class _Told:
    """A story as it is compared."""

    key: int
    made: str
    said: str
    language: str
    themes: dict[str, str]
    breaths: Sequence[Breath]
    vectors: NDArray[np.int8]


def _relate(key: int) -> None:
    mine = next(iter(_told([key])), None)
    pairs: list[tuple[_Told, Tie, int, int]] = []
    if mine and len(mine.vectors):
        others = _told(_promising(mine))
        found = [(other, *one) for other in others if (one := _tied(mine, other))]
        pairs = sorted(found, key=lambda one: (-one[1].score, one[0].key))[:_KEPT]
    with transaction.atomic():
        _write(key, mine, pairs)


def _told(keys: Sequence[int]) -> list[_Told]:
    """Those of them that are as they were read."""
    rows = _read_meanings().filter(pk__in=keys).select_related("story__indexed")
    return [
        _Told(
            row.pk,
            row.made,
            row.story.indexed.said,
            row.story.language,
            {value: label for side, value, label in read(row.story.indexed.sides) if side == "theme"},
            [Breath(*place) for place in row.places],
            vectors.unpacked(bytes(row.vectors), len(row.vectors) // len(row.places)) if row.places else _NOTHING,
        )
        for row in rows
    ]


_NOTHING = np.empty((0, 1), np.int8)


def _promising(mine: _Told) -> list[int]:
    """Stories that have breaths with nearly the same signs as some of this one."""
    size = mine.vectors.shape[1]
    step = -(-len(mine.vectors) // _BREATHS)
    signs = alike.in_memory(size)
    own = vectors.bits(vectors.signs(mine.vectors[::step].astype(np.float32)), size)
    least = np.sort(np.array([signs.least(one) for one in own]), axis=0)[:_BEST].mean(axis=0)
    order = signs.stories[np.argsort(least, kind="stable")][: _PROMISING + 1]
    return [key for key in order.tolist() if key != mine.key]


def _tied(mine: _Told, other: _Told) -> tuple[Tie, int, int] | None:
    """Why the two are related, and the breath of each in which they are most alike."""
    alikes = vectors.alike_each(mine.vectors, other.vectors)
    best = np.partition(alikes, -min(_BEST, alikes.size), axis=None)[-_BEST:].mean()
    themes = [label for value, label in mine.themes.items() if value in other.themes]
    found = tie(float(best), _terms_of_both(mine, other), themes)
    if found is None:
        return None
    at, there = np.unravel_index(int(alikes.argmax()), alikes.shape)
    return found, int(at), int(there)


def _terms_of_both(mine: _Told, other: _Told) -> list[str]:
    """Terms of the glossary that stand in both, the longest first: it says most."""
    found = (wanted.text for wanted in known().glossary if _stands(wanted.text, mine) and _stands(wanted.text, other))
    return sorted(found, key=lambda text: -len(text))


def _stands(term: str, told: _Told) -> bool:
    parts = [stem(part, told.language) for chunk in chunks(term) for part in chunk.parts]
    return bool(parts) and f" {' '.join(parts)} " in told.said


def _write(key: int, mine: _Told | None, pairs: Sequence[tuple[_Told, Tie, int, int]]) -> None:
    """Where one of the two changed meanwhile, nothing is written: it will be looked at again."""
    Related.objects.filter(Q(story=key) | Q(other=key)).delete()
    made = {one.key: one.made for one, *_ in pairs} | ({key: mine.made} if mine else {})
    rows = Meaning.objects.filter(in_step(), pk__in=made)
    unchanged = {pk for pk, wanted in rows.values_list("pk", "wanted") if wanted == made[pk]}
    if mine is None or key not in unchanged:
        return
    Meaning.objects.filter(pk=key).update(related=mine.made)
    there = [pair for pair in pairs if pair[0].key in unchanged]
    places = _Places([(mine, at) for _, _, at, _ in there] + [(other, at) for other, _, _, at in there])
    for other, why, at, at_other in there:
        for one, two, place in ((mine, other, places[other, at_other]), (other, mine, places[mine, at])):
            Related.objects.create(
                story_id=one.key,
                other_id=two.key,
                kind=why.kind,
                what=why.what[:200],
                score=why.score,
                second=place[0],
                paragraph=place[1],
            )


class _Places:
    """When a breath of a story is said, and in which paragraph."""

    def __init__(self, asked: Iterable[tuple[_Told, int]]) -> None:
        wanted = Q(pk__in=())
        for told, at in asked:
            wanted |= Q(story=told.key, number=told.breaths[at].number)
        self._passages = {(passage.story_id, passage.number): passage for passage in Passage.objects.filter(wanted)}

    def __getitem__(self, asked: tuple[_Told, int]) -> tuple[float, str]:
        told, at = asked
        breath = told.breaths[at]
        passage = self._passages[told.key, breath.number]
        second = passage.starts[breath.first] if breath.first < len(passage.starts) else passage.start
        return second, passage.first
