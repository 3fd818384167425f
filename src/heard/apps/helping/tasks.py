"""What the worker does between recordings: learn from what was put right, and look where else it was misheard."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from django.db import DatabaseError

from heard.apps.helping.actions import learning as actions
from heard.apps.helping.actions.forgetting import erase_what_is_due
from heard.apps.helping.models import Lesson, pair_of
from heard.apps.helping.queries import learning
from heard.apps.helping.queries.queueing import elsewhere, reported_in
from heard.apps.telling.models import Story
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.wording.queries import glossary_for
from heard.core.doubt import doubts
from heard.core.formats import json
from heard.core.memory import Memory
from heard.core.proposals import Finder, Proposal, passage_of
from heard.core.queue import spots_in
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
        transcript, _revision = _written(story)
        actions.follow(story, transcript)
        actions.learn(story, transcript, Memory(self.ear, zipf))

    def _is_over(self) -> bool:
        return time.monotonic() > self.over

    def _look_through(self, story: Story) -> None:
        """Everything that memory and glossary say about one story, and what is worth listening to in it."""
        transcript, revision = _written(story)
        passage = passage_of(transcript, story.slug, str(story.pk))
        found = self._finder(tuple(glossary_for(story))).propose(passage, FAINT)
        actions.offer(story, transcript, revision, _likely(found))
        self._put_spots(story, transcript, revision, found)
        actions.note_look(story, revision, transcript)

    def _finder(self, glossary: tuple[Wanted, ...] = ()) -> Finder:
        if glossary not in self._finders:
            self._finders[glossary] = Finder(self.memory, self.ear, zipf, glossary)
        return self._finders[glossary]

    def _put_spots(self, story: Story, transcript: Transcript, revision: int, found: list[Proposal]) -> None:
        unsure = doubts(transcript, zipf, self.ear)
        spots = spots_in(
            str(story.pk), transcript, unsure, map(_untold, found), reported_in(story), elsewhere=elsewhere(story)
        )
        actions.put_spots(story, transcript, revision, spots)

    def _spread(self, lesson: Lesson) -> None:
        """Look for what one lesson taught in all other stories that may hold it."""
        pairs = {(rule.heard_key, rule.meant_key) for rule in lesson.rules.all()}
        rules = [rule for rule in self.memory if pair_of(" ".join(rule.heard), rule.meant) in pairs]
        finder = self._finder().about(rules)
        vocabularies = learning.vocabularies(but={lesson.correction.story_id})
        beginnings = finder.beginnings(set().union(*vocabularies.values()))
        for pk in [pk for pk, words in vocabularies.items() if words & beginnings]:
            story = Story.objects.get(pk=pk)
            transcript, revision = _written(story)
            passage = passage_of(transcript, story.slug, str(pk))
            actions.offer(story, transcript, revision, finder.propose(passage, beginnings=beginnings))
        actions.note_spread(lesson)


def _untold(one: Proposal) -> Proposal:
    """What a private story taught is not told to everybody as a choice: pages add it for those who may know."""
    return one if one.kind == "glossary" else replace(one, meant=one.heard)


def _likely(found: Iterable[Proposal]) -> list[Proposal]:
    return [one for one in found if one.is_offered()]


def _written(story: Story) -> tuple[Transcript, int]:
    row = TranscriptRow.objects.get(story=story)
    return json.from_document(row.shown), row.revision


@cache
def _ear() -> Ear:
    return Ear(pronounce)
