"""Write the words of a story and what readers get of them: the paragraphs that change, and no others. Nothing else
writes words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TypeVar

from heard.apps.telling.queries.hiding import spans_of
from heard.apps.transcribing.actions.pictures import opens_with
from heard.apps.transcribing.models import Paragraph, Passage
from heard.apps.transcribing.models import Transcript as TranscriptRow
from heard.apps.transcribing.queries.words import Excerpt, whole, without_hidden
from heard.core.formats.packed import pack
from heard.core.transcript.hiding import covers
from heard.core.transcript.words import Paragraph as Words
from heard.core.transcript.words import Transcript

Row = TypeVar("Row", Paragraph, Passage)
_NOTHING = "[…]"  # a gap, as search finds nothing in it


def put(row: TranscriptRow, transcript: Transcript, *, revision: int) -> None:
    """Make these all the words of a story."""
    known = list(Paragraph.objects.filter(story=row.story_id))
    _settle(Paragraph, known, (_paragraph(row, one) for one in transcript.paragraphs))
    put_passages(row, transcript)
    row.language, row.duration, row.engine = transcript.language, transcript.duration, transcript.engine
    row.timed = transcript.timed
    row.speakers = [{"id": voice.id, "name": voice.name} for voice in transcript.speakers]
    row.revision = revision
    row.save()


def put_excerpt(excerpt: Excerpt, after: Transcript, *, revision: int) -> None:
    """Make `after` the words of a excerpt, in which nobody speaks who did not."""
    row, old, new = excerpt.row, list(excerpt.transcript.paragraphs), list(after.paragraphs)
    if len(old) == len(new) and not _touches_what_is_hidden(excerpt):
        for paragraph, before, now in zip(excerpt.paragraphs, old, new, strict=True):
            if before != now:
                _rewrite(row, paragraph, before.first, now)
    else:
        _settle(Paragraph, excerpt.paragraphs, (_paragraph(row, one) for one in new))
        put_passages(row, whole(row))
    row.revision = revision
    row.save(update_fields=["revision", "opening", "changed_at"])


def _rewrite(row: TranscriptRow, paragraph: Paragraph, first: str, now: Words) -> None:
    """One paragraph that began with the word `first`, and what readers get of it: nothing in it is hidden."""
    words, old = _paragraph(row, now), Passage.objects.get(story=row.story_id, first=first)
    words.pk = paragraph.pk
    words.save(update_fields=Paragraph.FACTS)
    passage = _passage(row, now)
    passage.pk, passage.number = old.pk, old.number
    passage.save(update_fields=Passage.FACTS)
    row.opening = opens_with(row.story_id)


def put_passages(row: TranscriptRow, transcript: Transcript) -> None:
    """Let readers find what is not hidden of these words, and nothing else."""
    shown = without_hidden(transcript, row.story_id)
    known = list(Passage.objects.filter(story=row.story_id))
    numbers = {passage.first: passage.number for passage in known}
    wanted, last = [_passage(row, words) for words in shown.paragraphs], -1
    for passage in wanted:
        passage.number = last = max(numbers.get(passage.first, 0), last + 1)
    _settle(Passage, known, wanted)
    row.opening = opens_with(row.story_id)


def _touches_what_is_hidden(excerpt: Excerpt) -> bool:
    """Then it takes the words around to say what is left to read, and where a gap is stated."""
    words = excerpt.transcript.words
    start, end = (words[0].start, words[-1].end) if words else (0.0, 0.0)
    spans = spans_of(excerpt.row.story_id)
    return covers(spans, -inf if excerpt.begins else start, inf if excerpt.ends else end)


def _paragraph(row: TranscriptRow, paragraph: Words) -> Paragraph:
    words = paragraph.words
    ids = " ".join(["", *(word.id for word in words), ""])
    return Paragraph(story_id=row.story_id, number=paragraph.number, start=paragraph.start, ids=ids, words=pack(words))


def _passage(row: TranscriptRow, paragraph: Words) -> Passage:
    return Passage(
        story_id=row.story_id,
        first=paragraph.first,
        speaker=paragraph.speaker or "",
        start=paragraph.start,
        end=paragraph.end,
        text=" ".join(_NOTHING if word.is_gap else word.text for word in paragraph.words),
        starts=[round(word.start, 2) for word in paragraph.words],
    )


def _settle(model: type[Row], known: Sequence[Row], wanted: Iterable[Row]) -> None:
    """Make the rows that are `known` those that are `wanted`. What begins with the same word is the same row, and is
    not written where nothing of it changed."""
    left, new = {row.first: row for row in known}, []
    for row in wanted:
        old = left.pop(row.first, None)
        if old is None:
            new.append(row)
        elif changed := [name for name in row.FACTS if getattr(row, name) != getattr(old, name)]:
            row.pk = old.pk
            row.save(update_fields=changed)
    if left:
        model.objects.filter(pk__in=[row.pk for row in left.values()]).delete()
    model.objects.bulk_create(new)
