"""Reads about chapters. Whoever reads one has passed the door of its story."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from heard.apps.telling.models import Story
from heard.apps.telling.queries import recording_of
from heard.apps.telling.queries.hiding import trimmed
from heard.apps.transcribing.models import Passage
from heard.apps.understanding.models import Chapter
from heard.core.finding import chapters as finding
from heard.core.finding.breaths import digest
from heard.core.finding.stems import base
from heard.core.quoting.moments import pieces_of
from heard.core.transcript.spans import Span, now_at
from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True)
class ShownChapter:
    """A chapter as readers see it now: it begins with `word`."""

    row: Chapter
    title: str
    word: Word

    @property
    def start(self) -> float:
        return self.word.start


def chapters_of(story: Story, transcript: Transcript | None) -> list[ShownChapter]:
    """In order, without those whose first word is hidden or gone: their titles may tell what was there."""
    rows = list(story.chapters.all()) if transcript else []
    found = [ShownChapter(row, row.title, word) for row in rows if (word := word_of(row, transcript))]
    by_word = {chapter.word.id: chapter for chapter in reversed(found)}
    return sorted(by_word.values(), key=lambda chapter: chapter.start)


def word_of(row: Chapter, transcript: Transcript | None) -> Word | None:
    """The word that it begins with now. None where that is hidden, or nothing is said there any more."""
    words = now_at(Span((row.first,), row.start, row.end), transcript) if transcript else ()
    return words[0] if words and not any(word.is_gap for word in words) else None


def beginnings(story: Story, transcript: Transcript | None) -> list[tuple[float, str]]:
    return [(chapter.start, chapter.title) for chapter in chapters_of(story, transcript)]


@dataclass(frozen=True)
class Beginning:
    """Where a chapter may begin, with the words that are said there."""

    word: Word
    voice: str
    text: str
    is_proposed: bool = False


def places_in(story: Story, transcript: Transcript, taken: Sequence[ShownChapter]) -> list[Beginning]:
    """Every few sentences of the story, and what the machine proposes, in order."""
    known = {chapter.word.id for chapter in taken}
    found = finding.proposed(transcript, meant_in(story, transcript))
    proposed = {word.id for word in found if not _is_near(word, taken)}
    return [place for place in _places(transcript, proposed) if place.word.id not in known]


def meant_in(story: Story, transcript: Transcript) -> list[finding.Meant]:
    """What the model of search by meaning read, where it read the words as they stand now. Elsewhere nothing."""
    read = getattr(story, "meaning", None)
    said = list(Passage.objects.filter(story=story).order_by("number").values_list("number", "text"))
    if read is None or not read.places or read.made != digest(said, base(story.language)):
        return []
    before = [0, *accumulate(not word.is_gap for word in transcript.words)]
    if len(before) != 1 + sum(len(text.split(" ")) for _, text in said if text):
        return []
    size, numbers = len(read.vectors) // len(read.places), array("b", bytes(read.vectors))
    return [
        finding.Meant(before[at], before[at + words] - before[at], numbers[size * row : size * (row + 1)])
        for row, (at, words, *_where) in enumerate(read.places)
    ]


def _is_near(word: Word, taken: Sequence[ShownChapter]) -> bool:
    return any(abs(word.start - chapter.start) < finding.SHORTEST for chapter in taken)


def _places(transcript: Transcript, proposed: set[str]) -> Iterator[Beginning]:
    """A piece in which the machine proposes a place is cut there."""
    for paragraph in transcript.paragraphs:
        voice = transcript.speaker_name(paragraph.speaker)
        for piece in pieces_of(paragraph.words):
            cuts = sorted({0, *(number for number, word in enumerate(piece) if word.id in proposed)})
            for start, end in zip(cuts, [*cuts[1:], len(piece)], strict=True):
                words = piece[start:end]
                yield Beginning(words[0], voice, text_of(words), words[0].id in proposed)


def begin_of(story: Story) -> float:
    """The second of the recording at which the story begins for those who hear it."""
    recording = recording_of(story)
    return trimmed(recording)[0] if recording else 0.0
