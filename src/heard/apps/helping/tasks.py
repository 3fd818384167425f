"""What the worker does between recordings: learn from what was put right, and look where else it was misheard."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Self

from django.db import DatabaseError, transaction

from heard.apps.helping.actions import glossary
from heard.apps.helping.actions import learning as actions
from heard.apps.helping.actions.forgetting import erase_what_is_due
from heard.apps.helping.models import Lesson, pair_of
from heard.apps.helping.queries import learning
from heard.apps.helping.queries.queueing import elsewhere, reported_in
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries import opinions_on
from heard.apps.wording.queries import glossary_for, network_terms
from heard.core.candidates import Passage
from heard.core.doubt import doubts_with
from heard.core.formats import json
from heard.core.memory import Memory
from heard.core.proposals import Finder, Proposal, passage_of
from heard.core.queue import Spot, spots_in
from heard.core.sounds import Ear
from heard.core.terms import Wanted
from heard.core.words import Transcript
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

logger = logging.getLogger("heard.helping")
SECONDS_A_ROUND = 10.0  # a recording that waits is not kept waiting longer
AT_ONCE = 50  # stories
FAINT = 0.1  # what is less probable is no likely alternative either


def tick() -> None:
    """One round, safe at any time and in any number of workers. What it does not get to, the next round does."""
    erase_what_is_due()
    actions.decline_what_editors_declined()
    if learning.is_work_left():
        _Round().go()


class _Round:
    """One memory for all stories of a round, as it is after everything new was learnt."""

    def __init__(self) -> None:
        self.over = time.monotonic() + SECONDS_A_ROUND
        self.ear = _ear()

    def go(self) -> None:
        due = [story for story in learning.stories_to_look_through()[:AT_ONCE] if self._is_done(self._learn, story)]
        self.memory = learning.memory_of(self.ear, zipf)
        self._finders: dict[tuple[Wanted, ...], Finder] = {}
        for story in due:
            self._is_done(self._look_through, story)
            if self._is_over():
                return
        for lesson in learning.lessons_to_spread():
            self._spread(lesson)
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
        found = text.readable(self._finder(tuple(glossary_for(story))).propose(text.passage, FAINT))
        spots = self._spots(story, text.transcript, found)
        with text.unchanged() as is_unchanged:
            if is_unchanged:
                actions.offer(story, text.transcript, text.revision, _likely(found))
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

    def _spread(self, lesson: Lesson) -> None:
        """Look for what one lesson taught in all other stories that may hold it."""
        pairs = {(rule.heard_key, rule.meant_key) for rule in lesson.rules.all()}
        rules = [rule for rule in self.memory if pair_of(" ".join(rule.heard), rule.meant) in pairs]
        finder = self._finder(tuple(network_terms())).about(rules)
        vocabularies = learning.vocabularies(but={lesson.correction.story_id})
        beginnings = finder.beginnings(set().union(*vocabularies.values()))
        for pk in [pk for pk, words in vocabularies.items() if words & beginnings]:
            text = _Text.of(Story.objects.get(pk=pk))
            found = text.readable(finder.propose(text.passage, beginnings=beginnings))
            with text.unchanged() as is_unchanged:
                if is_unchanged:
                    actions.offer(text.story, text.transcript, text.revision, found)
        actions.note_spread(lesson)


def _untold(one: Proposal) -> Proposal:
    """What a private story taught is not told to everybody as a choice: pages add it for those who may know."""
    return one if one.kind == "glossary" else replace(one, meant=one.heard)


def _likely(found: Iterable[Proposal]) -> list[Proposal]:
    return [one for one in found if one.is_offered()]


@dataclass(frozen=True)
class _Text:
    """What of a story everybody may read, as it stood when the work on it began."""

    story: Story
    transcript: Transcript
    revision: int
    changed_at: datetime

    @classmethod
    def of(cls, story: Story) -> Self:
        row = TranscriptRow.objects.get(story=story)
        return cls(story, json.from_document(row.shown), row.revision, row.changed_at)

    @property
    def passage(self) -> Passage:
        return passage_of(self.transcript, self.story.slug, str(self.story.pk))

    def readable(self, found: Iterable[Proposal]) -> list[Proposal]:
        """Those in whose words nothing is hidden."""
        words = self.transcript.words
        return [one for one in found if not any(word.is_gap for word in words[one.first : one.last + 1])]

    @contextmanager
    def unchanged(self) -> Iterator[bool]:
        """Whether it still stands so, and does until the end: what was hidden meanwhile must not come back. Else the
        next round looks again."""
        with transaction.atomic():
            yield learning.is_as_it_was(self.story, self.changed_at)


@cache
def _ear() -> Ear:
    return Ear(pronounce)
