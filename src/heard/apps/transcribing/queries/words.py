"""The words of a story: kept a row a paragraph, and put together to all of them or to the few around a place.

readable(row)                 what everybody may read, under the names that the reporter gave the voices
readable_all(rows)            the same of several stories, or only the paragraphs that one wants of them
without_hidden(words, story)  the same of an earlier revision, or of a take
whole(row)                    every word, hidden ones too: for those who look after the story
excerpt_around(row, reach)    the paragraphs that something reaches to: what it costs follows its own size
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from heard.apps.telling.models import Story, Voice
from heard.apps.telling.queries.hiding import spans_by_story, spans_of
from heard.apps.transcribing.models import Paragraph
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.core.formats.packed import unpack
from heard.core.transcript.corrections import Reach
from heard.core.transcript.hiding import hide
from heard.core.transcript.words import Speaker, Transcript

Starts = Mapping[int, Collection[float]]
"""Some paragraphs, by story: the seconds at which they begin."""
_BESIDE = 2
"""Paragraphs to both sides of what is reached: a word that gives some of its time, and the word before it."""


def readable(row: TranscriptRow) -> Transcript:
    return named(without_hidden(whole(row), row.story_id), row.story_id)


def without_hidden(transcript: Transcript, story: Story | int) -> Transcript:
    """What everybody may read of any words of a story: those that stand now, an earlier revision, a take of the
    machine. Nothing else takes out what is hidden."""
    return hide(transcript, spans_of(story))


def readable_all(rows: Sequence[TranscriptRow], starts: Starts | None = None) -> Iterator[Transcript]:
    """The same of several stories, one after the other, with as many questions as for one. With `starts`, only the
    paragraphs of each that begin there; or all where something is hidden: it takes the rest to say what is left."""
    stories = [row.story_id for row in rows]
    spans, names = spans_by_story(stories), _names_by_story(stories)
    there = Q(story__in=stories) if starts is None else _beginning(starts, but=spans.keys())
    found = _by_story(there)
    for row in rows:
        paragraphs = found.get(row.story_id, [])
        if _is_of_one_revision(row, paragraphs):
            shown = hide(_transcript(row, paragraphs), spans.get(row.story_id, []))
            yield _under_names(shown, names.get(row.story_id, {}))
        else:
            yield readable(row)


def whole(row: TranscriptRow) -> Transcript:
    words = _paragraphs(row).values_list("number", "words", "revision", named=True)
    while not _is_of_one_revision(row, found := list(words)):
        pass
    return _transcript(row, found)


def named(transcript: Transcript, story: Story | int) -> Transcript:
    """The same transcript with the voices under the names that the reporter gave them."""
    return _under_names(transcript, dict(Voice.objects.filter(story=story).values_list("key", "name")))


def _under_names(transcript: Transcript, names: Mapping[str, str]) -> Transcript:
    voices = transcript.speakers
    return transcript.with_speakers([replace(voice, name=names.get(voice.id, voice.name)) for voice in voices])


@dataclass(frozen=True)
class Excerpt:
    """Neighbouring paragraphs, which read as a `transcript` as if there were no others. `begins` and `ends` say whether
    there are none before and none after."""

    row: TranscriptRow
    paragraphs: Sequence[Paragraph]
    transcript: Transcript
    begins: bool
    ends: bool

    @property
    def is_whole(self) -> bool:
        return self.begins and self.ends


def excerpt_around(row: TranscriptRow, reach: Reach, *, prefix: str = "") -> Excerpt:
    """What is within reach; or all of the story, where words are called already as new ones will be."""
    while True:
        places = _places(row, reach, prefix)
        found = list(_paragraphs(row).filter(pk__in=places.keys))
        if _is_of_one_revision(row, found):
            return Excerpt(row, found, _transcript(row, found), places.begins, places.ends)


def all_of(row: TranscriptRow) -> Excerpt:
    while not _is_of_one_revision(row, found := list(_paragraphs(row))):
        pass
    return Excerpt(row, found, _transcript(row, found), begins=True, ends=True)


class _Places(NamedTuple):
    keys: list[int]
    begins: bool
    ends: bool


def _places(row: TranscriptRow, reach: Reach, prefix: str) -> _Places:
    looked_at = _paragraphs(row).annotate(
        is_reached=_holds(f" {word} " for word in reach.words), is_taken=_holds([f" {prefix}."] if prefix else [])
    )
    rows = list(looked_at.values_list("pk", "is_reached", "is_taken"))
    keys = [pk for pk, _, _ in rows]
    if any(is_taken for _, _, is_taken in rows):
        return _Places(keys, begins=True, ends=True)
    reached = [at for at, (_, is_reached, _) in enumerate(rows) if is_reached] or [0]
    first = 0 if reach.begins else max(reached[0] - _BESIDE, 0)
    end = len(rows) if reach.ends else reached[-1] + _BESIDE + 1
    return _Places(keys[first:end], first == 0, end >= len(rows))


def _holds(texts: Iterable[str]) -> Q:
    """Whether any of the texts stands among the ids of a paragraph."""
    found = Q(pk__in=())
    for text in texts:
        found |= Q(GreaterThan(StrIndex("ids", Value(text)), 0))
    return found


def _beginning(starts: Starts, but: Collection[int]) -> Q:
    """Picks the paragraphs that begin there, and all of some stories."""
    rows = Paragraph.objects.filter(story__in=starts.keys() - but).values_list("pk", "story", "start")
    return Q(pk__in=[pk for pk, story, start in rows if start in starts[story]]) | Q(story__in=but)


def _by_story(there: Q) -> dict[int, list[Any]]:
    found = Paragraph.objects.filter(there).order_by("story", "start")
    rows = found.annotate(revision=F("story__transcript__revision")).values_list(
        "story_id", "number", "words", "revision", named=True
    )
    return {story: list(paragraphs) for story, paragraphs in groupby(rows, key=lambda one: one.story_id)}


def _names_by_story(stories: Sequence[int]) -> dict[int, dict[str, str]]:
    names: dict[int, dict[str, str]] = {}
    for story, key, name in Voice.objects.filter(story__in=stories).values_list("story", "key", "name"):
        names.setdefault(story, {})[key] = name
    return names


def _paragraphs(row: TranscriptRow) -> QuerySet[Any]:
    found = Paragraph.objects.filter(story=row.story_id).order_by("start")
    return found.annotate(revision=F("story__transcript__revision"))


def _is_of_one_revision(row: TranscriptRow, found: Sequence[Any]) -> bool:
    """Whether paragraphs are of the revision that the row says. Where somebody made another meanwhile, the row is
    brought up to date, to look once more."""
    if not found or found[0].revision == row.revision:
        return True
    row.refresh_from_db()
    return False


def _transcript(row: TranscriptRow, paragraphs: Iterable[Any]) -> Transcript:
    words = tuple(word for one in paragraphs for word in unpack(one.words, one.number))
    speakers = tuple(Speaker(**voice) for voice in row.speakers)
    return Transcript(words, row.language, row.duration, row.engine, speakers, row.timed)
