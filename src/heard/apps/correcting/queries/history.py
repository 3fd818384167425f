"""What became of one word: what the machine wrote, which revisions touched it, and what else people said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from heard.apps.correcting.models import Correction, Revision
from heard.apps.correcting.queries.revisions import changes_of, present
from heard.apps.telling.models import Story
from heard.core.formats import json
from heard.core.transcript.corrections import Change
from heard.core.transcript.hiding import is_gap
from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True)
class Touch:
    """One revision, with the part of it that touched the word."""

    revision: Revision
    before: str
    after: str


@dataclass(frozen=True)
class History:
    """`word` is None when it is no longer part of what people read. `machine` is what the machine's take has there.

    `said` are remarks about it that are not among the `touches`; `counts` the same, as (kind, number of people).
    """

    word: Word | None
    sentence: str
    start: float
    machine: str
    machine_words: tuple[Word, ...]
    touches: list[Touch]
    said: list[Correction]

    @property
    def counts(self) -> list[tuple[str, int]]:
        people = {(row.get_kind_display(), row.sender) for row in self.said}
        return sorted(Counter(kind for kind, _ in people).items())


def history_of(story: Story, word: str) -> History | None:
    """None for a word that was never part of this story, as a gap is not. Seven questions."""
    if is_gap(word):
        return None
    transcript, _number = present(story)
    take = json.from_document(story.takes.earliest("id").document)
    revisions = story.revisions.order_by("number").select_related("by", "correction__author", "correction__decided_by")
    steps = [(revision, _rewritings(revision)) for revision in revisions]
    ids, numbers = _related(word, [changes for _, changes in steps])
    known = transcript.positions.keys() | take.positions.keys()
    if not numbers and word not in known:
        return None
    touches = [_touch(*steps[number], ids) for number in sorted(numbers)]
    settled = {touch.revision.pk for touch in touches}
    machine = tuple(one for one in take.words if one.id in ids)
    now = transcript.words[transcript.positions[word]] if word in transcript.positions else None
    return History(
        word=now,
        sentence=_sentence(transcript, word),
        start=now.start if now else machine[0].start if machine else 0.0,
        machine=text_of(machine),
        machine_words=machine,
        touches=touches,
        said=[row for row in _remarks(story, ids) if row.revision_id not in settled],
    )


def _rewritings(revision: Revision) -> list[Change]:
    """What a revision made to read otherwise. That words went to another voice or paragraph is not their history."""
    return [change for change in changes_of(revision) if not change.moves]


def _related(word: str, steps: list[list[Change]]) -> tuple[set[str], set[int]]:
    """The words that it came from and that came of it, and the steps that made them, by their places in `steps`."""
    ids, numbers = {word}, set()
    for order, forwards in ((range(len(steps) - 1, -1, -1), False), (range(len(steps)), True)):
        line = {word}
        for number in order:
            for change in steps[number]:
                before, after = _ids(change.before), _ids(change.after)
                came, went = (before, after) if forwards else (after, before)
                if line & came:
                    line |= went
                    numbers.add(number)
        ids |= line
    return ids, numbers


def _touch(revision: Revision, changes: list[Change], ids: set[str]) -> Touch:
    near = [change for change in changes if ids & (_ids(change.before) | _ids(change.after))]
    return Touch(
        revision,
        " … ".join(text_of(change.before) for change in near),
        " … ".join(text_of(change.after) for change in near),
    )


def _remarks(story: Story, ids: set[str]) -> list[Correction]:
    rows = story.corrections.exclude(state=Correction.State.WITHDRAWN).exclude(words=[]).select_related("author")
    return [row for row in rows.order_by("pk") if ids.intersection(row.words)]


def _sentence(transcript: Transcript, word: str) -> str:
    """The paragraph that it stands in. Empty for a word that is gone."""
    if word not in transcript.positions:
        return ""
    number = transcript.words[transcript.positions[word]].paragraph
    return text_of([one for one in transcript.words if one.paragraph == number])


def _ids(words: Iterable[Word]) -> set[str]:
    return {word.id for word in words}
