"""The words of a story: kept a row a paragraph, and put together to all of them or to the few around a place.

readable(row)               what everybody may read, under the names that the reporter gave the voices
whole(row)                  every word, hidden ones too: for those who look after the story
stretch_around(row, reach)  the paragraphs that something reaches to: what it costs follows its own size
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from heard.apps.telling.models import Story, Voice
from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.models import Paragraph
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.core.formats.packed import unpack
from heard.core.transcript.corrections import Reach
from heard.core.transcript.hiding import hide
from heard.core.transcript.words import Speaker, Transcript

_BESIDE = 2
"""Paragraphs to both sides of what is reached: a word that gives some of its time, and the word before it."""


def readable(row: TranscriptRow) -> Transcript:
    return named(hide(whole(row), spans_of(row.story_id)), row.story_id)


def whole(row: TranscriptRow) -> Transcript:
    words = _paragraphs(row).values_list("number", "words", "revision", named=True)
    while not _is_of_one_revision(row, found := list(words)):
        pass
    return _transcript(row, found)


def named(transcript: Transcript, story: Story | int) -> Transcript:
    """The same transcript with the voices under the names that the reporter gave them."""
    names = dict(Voice.objects.filter(story=story).values_list("key", "name"))
    voices = transcript.speakers
    return transcript.with_speakers([replace(voice, name=names.get(voice.id, voice.name)) for voice in voices])


@dataclass(frozen=True)
class Stretch:
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


def stretch_around(row: TranscriptRow, reach: Reach, *, prefix: str = "") -> Stretch:
    """What is within reach; or all of the story, where words are called already as new ones will be."""
    while True:
        places = _places(row, reach, prefix)
        found = list(_paragraphs(row).filter(pk__in=places.keys))
        if _is_of_one_revision(row, found):
            return Stretch(row, found, _transcript(row, found), places.begins, places.ends)


def all_of(row: TranscriptRow) -> Stretch:
    while not _is_of_one_revision(row, found := list(_paragraphs(row))):
        pass
    return Stretch(row, found, _transcript(row, found), begins=True, ends=True)


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
    return Transcript(words, row.language, row.duration, row.engine, speakers)
