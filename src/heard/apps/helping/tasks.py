"""What the worker does between recordings: learn from what was put right, and look where else it was misheard."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Self

from django.conf import settings
from django.db import DatabaseError, transaction

from heard.apps.helping.actions import glossary, hearing
from heard.apps.helping.actions import learning as actions
from heard.apps.helping.actions.forgetting import unlearn
from heard.apps.helping.models import Lesson, pair_of
from heard.apps.helping.models import Proposal as ProposalRow
from heard.apps.helping.queries import hearing as queries
from heard.apps.helping.queries import learning
from heard.apps.helping.queries.queueing import elsewhere, reported_in
from heard.apps.telling.models import Story
from heard.apps.telling.queries import place_of
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import opinions_on
from heard.apps.transcribing.queries.words import Starts, readable_all
from heard.apps.wording.queries import glossary_for, network_terms
from heard.core.errors import HeardError
from heard.core.listening.doubt import doubts_with
from heard.core.listening.queue import Spot, spots_in
from heard.core.offering.candidates import Passage
from heard.core.offering.memory import Memory
from heard.core.offering.proposals import Finder, Proposal, best, passage_of, surely
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import Wanted
from heard.core.transcript.words import Transcript
from heard.media.child import listen_in_child
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from heard.media.limits import Limits
from heard.media.request import Hearing, Hypothesis

logger = logging.getLogger("heard.helping")
SECONDS_A_ROUND = 10.0  # a recording that waits is not kept waiting longer
AT_ONCE = 50  # stories
LESSONS = 50  # that the other stories are looked through for at once
FAINT = 0.1  # what is less probable is no likely alternative either, and not worth listening to
FAINT_ONES = 20  # of one story at a time
PLACES = 40  # of one story at a time
ONE_HEARING = Limits(seconds=120.0)  # hung, at that


def tick() -> None:
    """One round, safe at any time and in any number of workers. What it does not get to, the next round does."""
    over = time.monotonic() + SECONDS_A_ROUND
    unlearn()
    actions.decline_what_editors_declined()
    if learning.is_work_left():
        _Round(over).go()
    for story in queries.stories_to_listen_to()[:AT_ONCE]:
        if time.monotonic() > over:
            return
        _listen(story, over)


class _Round:
    """One memory for all stories of a round, as it is after everything new was learnt."""

    def __init__(self, over: float) -> None:
        self.over = over
        self.ear = _ear()

    def go(self) -> None:
        due = [story for story in learning.stories_to_look_through()[:AT_ONCE] if self._is_done(self._learn, story)]
        self.memory = learning.memory_of(self.ear, zipf)
        self._finders: dict[tuple[Wanted, ...], Finder] = {}
        for story in due:
            self._is_done(self._look_through, story)
            if self._is_over():
                return
        while lessons := list(learning.lessons_to_spread()[:LESSONS]):
            self._spread(lessons)
            if self._is_over():
                return

    def _is_done(self, work: Callable[[Story], None], story: Story) -> bool:
        """A story that cannot be looked through is left alone until it changes: it must not stop the others."""
        try:
            work(story)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("story %s could not be looked through", story.pk)
            actions.note_look(story, story.transcript.revision)
            return False
        return True

    def _learn(self, story: Story) -> None:
        text = _Text.of(story)
        with text.unchanged() as is_unchanged:
            if is_unchanged:
                actions.follow(story, text.transcript)
                lessons = actions.learn(story, text.transcript, Memory(self.ear, zipf))
                glossary.forget(story)
                glossary.teach(lessons, self.ear, zipf)

    def _is_over(self) -> bool:
        return time.monotonic() > self.over

    def _look_through(self, story: Story) -> None:
        """Everything that memory and glossary say about one story, and what is worth listening to in it."""
        text = _Text.of(story)
        found = text.worth_keeping(self._finder(tuple(glossary_for(story))).propose(text.passage, FAINT))
        spots = self._spots(story, text.transcript, found)
        with text.unchanged() as is_unchanged:
            if is_unchanged:
                actions.offer([text.found(text.worth_hearing(found))])
                actions.put_spots(story, text.transcript, text.revision, spots)
                actions.note_look(story, text.revision, text.transcript)

    def _finder(self, terms: tuple[Wanted, ...]) -> Finder:
        if terms not in self._finders:
            self._finders[terms] = Finder(self.memory, self.ear, zipf, terms)
        return self._finders[terms]

    def _spots(self, story: Story, transcript: Transcript, found: list[Proposal]) -> list[Spot]:
        unsure = doubts_with(transcript, zipf, self.ear, opinions_on(story, transcript))
        return spots_in(
            str(story.pk), transcript, unsure, map(_untold, found), reported_in(story), elsewhere=elsewhere(story)
        )

    def _spread(self, lessons: Sequence[Lesson]) -> None:
        """Look for what some lessons taught in all other stories that may hold it."""
        keys = {(pair.heard_key, pair.meant_key) for lesson in lessons for pair in lesson.pairs.all()}
        pairs = [pair for pair in self.memory if pair_of(" ".join(pair.heard), pair.meant) in keys]
        finder = self._finder(tuple(network_terms())).about(pairs)
        homes = {lesson.correction.story_id for lesson in lessons}
        vocabularies = learning.vocabularies(but=homes if len(homes) == 1 else set())
        beginnings = finder.beginnings(set().union(*vocabularies.values()))
        every = learning.said_in([pk for pk, words in vocabularies.items() if words & beginnings])
        looked = ((said, finder.possible(said.text, FAINT, beginnings)) for said in every)
        promising = ((said, found) for said, found in looked if found)
        while some := list(islice(promising, AT_ONCE)):
            self._offer(some)
        for lesson in lessons:
            actions.note_spread(lesson)

    def _offer(self, some: Sequence[tuple[learning.Said, Sequence[Proposal]]]) -> None:
        """In some stories, of which the paragraphs that hold something are taken apart. They are written together: a
        transaction for each would cost more than all the looking."""
        looked = {said.story: (said, found) for said, found in some}
        starts = {said.story: {said.seconds[said.paragraph_of(one)] for one in found} for said, found in some}
        texts = ((text, *looked[text.story.pk]) for text in _Text.of_all(list(starts), starts))
        kept = [
            (text, text.worth_hearing(text.worth_keeping(best(text.there(said, found), FAINT))))
            for text, said, found in texts
            if text.changed_at == said.changed_at
        ]
        changed_at = {text.story.pk: text.changed_at for text, found in kept if found}
        if not changed_at:
            return
        with transaction.atomic():
            unchanged = learning.as_they_were(changed_at)
            actions.offer([text.found(found) for text, found in kept if text.story.pk in unchanged])


def _untold(one: Proposal) -> Proposal:
    """What a private story taught is not told to everybody as a choice: pages add it for those who may know."""
    return one if one.kind == "glossary" else replace(one, meant=one.heard)


def _listen(story: Story, over: float) -> None:
    """Let the sound have its say on places of one story. What cannot be listened to is left alone for a day."""
    rows = hearing.claim(story, PLACES)
    try:
        _listen_to(story, rows, over)
    except DatabaseError:
        raise
    except SystemExit:  # the worker was told to stop, and does
        hearing.let_go(rows)
        raise
    except Exception:
        logger.exception("story %s could not be listened to", story.pk)
        hearing.put_off(rows)


def _listen_to(story: Story, rows: list[ProposalRow], over: float) -> None:
    """In a process of its own, with no transaction open meanwhile."""
    text, sound = _Text.of(story), queries.sound_of(story)
    there = [row for row in rows if actions.reads_so(row, text.transcript)]
    heard: dict[int, float] = {}
    failed = not there
    if sound and there:
        asked = Hearing(place_of(sound.path), text.transcript, tuple(map(text.place, there)))
        heard, failed = _heard(story, asked, over)
    _keep(text, rows, heard, failed=failed)


def _keep(text: _Text, rows: list[ProposalRow], heard: dict[int, float], *, failed: bool) -> None:
    """What was heard of words that were changed or hidden meanwhile counts for nothing: they are listened to anew."""
    with text.unchanged() as is_unchanged:
        if is_unchanged:
            hearing.hear(text.story, heard)
        left = [row for row in rows if row.pk not in heard or not is_unchanged]
        hearing.put_off(left) if failed and is_unchanged else hearing.let_go(left)


def _heard(story: Story, asked: Hearing, over: float) -> tuple[dict[int, float], bool]:
    """The verdicts there was time for, at least one, and whether the rest cannot be listened to."""
    heard: dict[int, float] = {}
    limits = replace(ONE_HEARING, memory=settings.HEARD["HEARD_JOBS"].memory)
    try:
        listen_in_child(asked, heard.__setitem__, limits=limits, cancelled=lambda: _is_enough(heard, over))
    except HeardError as error:
        if error.code == "cancelled":
            return heard, False
        logger.warning("story %s could not be listened to: %s", story.pk, error.code)
        return heard, True
    return heard, False


def _is_enough(heard: dict[int, float], over: float) -> bool:
    return bool(heard) and time.monotonic() > over


@dataclass(frozen=True)
class _Text:
    """What of a story everybody may read, as it stood when the work on it began."""

    story: Story
    transcript: Transcript
    revision: int
    changed_at: datetime
    verdicts: queries.Verdicts

    @classmethod
    def of(cls, story: Story) -> Self:
        return next(cls.of_all([story.pk]))

    @classmethod
    def of_all(cls, stories: Sequence[int], starts: Starts | None = None) -> Iterator[Self]:
        """In few questions. Stories that are gone are left out; with `starts`, paragraphs that begin elsewhere too."""
        for first in range(0, len(stories), AT_ONCE):
            some = TranscriptRow.objects.filter(story__in=stories[first : first + AT_ONCE]).order_by("story")
            rows = list(some.select_related("story"))
            heard = queries.verdicts_by_story([row.story_id for row in rows])
            for row, transcript in zip(rows, readable_all(rows, starts), strict=True):
                yield cls(row.story, transcript, row.revision, row.changed_at, heard.get(row.story_id, {}))

    @property
    def passage(self) -> Passage:
        return passage_of(self.transcript, self.story.slug, str(self.story.pk))

    def there(self, said: learning.Said, possible: Sequence[Proposal]) -> Iterator[Proposal]:
        """What is possible by what is said in the whole story, as it stands among these paragraphs, and as probable as
        the recogniser's doubts leave it."""
        words = self.transcript.words
        at = {word.start: position for position, word in enumerate(words)}
        for one in possible:
            paragraph = said.paragraph_of(one)
            first = at.get(said.seconds[paragraph], len(words)) + one.first - said.firsts[paragraph]
            there = words[first : first + one.last - one.first + 1]
            if " ".join(word.text for word in there) == one.heard:  # else it was hidden or changed a moment ago
                sure = min(word.confidence for word in there)
                yield replace(surely(one, sure), transcript=self.story.slug, first=first, last=first + len(there) - 1)

    def place(self, row: ProposalRow) -> Hypothesis:
        at = self.transcript.positions
        return Hypothesis(row.pk, at[row.words[0]], at[row.words[-1]], row.meant)

    def worth_keeping(self, found: Iterable[Proposal]) -> list[Proposal]:
        """Those in whose words nothing is hidden, as probable as what the sound said of them before leaves them."""
        words = self.transcript.words
        readable = [one for one in found if not any(word.is_gap for word in words[one.first : one.last + 1])]
        heard = queries.heard_before(self.verdicts, self.transcript, readable)
        return [one for one in heard if one.score >= FAINT]

    def worth_hearing(self, found: Sequence[Proposal]) -> list[Proposal]:
        """Those to be offered, and those that may be once they were listened to."""
        faint = [one for one in found if not one.is_offered()] if queries.can_listen_to(self.story) else []
        return [one for one in found if one.is_offered()] + faint[:FAINT_ONES]

    def found(self, proposals: Sequence[Proposal]) -> actions.Found:
        return actions.Found(self.story, self.transcript, self.revision, proposals)

    @contextmanager
    def unchanged(self) -> Iterator[bool]:
        """Whether it still stands so, and does until the end: what was hidden meanwhile must not come back. Else the
        next round looks again."""
        with transaction.atomic():
            yield bool(learning.as_they_were({self.story.pk: self.changed_at}))


@cache
def _ear() -> Ear:
    return Ear(pronounce)
