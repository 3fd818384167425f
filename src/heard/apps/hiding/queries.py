"""What there is to choose from when a part is hidden. For those who look after the story: it holds every word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from heard.apps.joining.models import User
from heard.apps.joining.queries import Viewer
from heard.apps.telling.models import HiddenSpan, Rendition, Story
from heard.apps.telling.queries import may_edit
from heard.apps.telling.queries.hiding import hidden_in, renditions_for, spans_of
from heard.core.people.spoken_consent import sentences
from heard.core.timecode import clock
from heard.core.transcript.hiding import Stretch, covers
from heard.core.transcript.words import Paragraph, Transcript, Word, text_of

OFFERED = 12
"""So many beginnings, and so many ends, are offered to cut a story at."""
_SAMPLE = 10  # words


def is_theirs(viewer: Viewer, story: Story) -> bool:
    """Whether it is the viewer's own story, by their account."""
    return isinstance(viewer, User) and story.people.filter(account=viewer, is_storyteller=True).exists()


def may_hide(viewer: Viewer, story: Story) -> bool:
    """Those who look after a story, and whose story it is."""
    return may_edit(viewer, story) or is_theirs(viewer, story)


def told_beside(story: Story) -> dict[str, bool]:
    """What people wrote of it by hand: it may retell what is hidden, and no machine can say."""
    return {"easy": story.easy_lines.exists(), "chapters": story.chapters.exists()}


@dataclass(frozen=True)
class Run:
    """Neighbouring words that are all hidden, or all shown."""

    is_hidden: bool
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Turn:
    """A paragraph with the name of whoever speaks."""

    paragraph: Paragraph
    name: str
    runs: list[Run]


def turns_of(story: Story, transcript: Transcript) -> list[Turn]:
    spans = spans_of(story)
    return [
        Turn(paragraph, transcript.speaker_name(paragraph.speaker), _runs(paragraph, spans))
        for paragraph in transcript.paragraphs
    ]


def _runs(paragraph: Paragraph, spans: list[Stretch]) -> list[Run]:
    marked = groupby(paragraph.words, key=lambda word: covers(spans, word.start, word.end))
    return [Run(hidden, tuple(words)) for hidden, words in marked]


@dataclass(frozen=True)
class HiddenPart:
    row: HiddenSpan
    text: str
    may_show: bool


def hidden_parts(story: Story, transcript: Transcript, viewer: Viewer, *, in_it: bool) -> list[HiddenPart]:
    """What is hidden now, with its words. `in_it` says that the viewer is somebody in the story."""
    return [
        HiddenPart(row, text_of(words_in(transcript, (row.start, row.end))), in_it or _is_theirs(row, story, viewer))
        for row in hidden_in(story).select_related("by")
    ]


def _is_theirs(row: HiddenSpan, story: Story, viewer: Viewer) -> bool:
    return isinstance(viewer, User) and viewer.pk in (story.reporter_id, row.by_id)


def words_in(transcript: Transcript, span: Stretch) -> list[Word]:
    return [word for word in transcript.words if covers([span], word.start, word.end)]


def copies_for(viewer: Viewer, story: Story) -> list[Rendition]:
    """What somebody may hear, or of a film see, before they decide: a face is found by looking. Those that play
    everywhere first."""
    rows = list(renditions_for(viewer, story))
    films = [row for row in rows if row.is_film]
    sounds = (row for row in rows if row.media_type.startswith("audio/"))
    return films or sorted(sounds, key=lambda row: row.media_type != "audio/mp4")


# The ends

Choice = tuple[str, str]
"""The id of a word, and how it is offered."""


def beginnings(story: Story, transcript: Transcript) -> tuple[list[Choice], str]:
    """The sentences with which a story may begin, and the word with which it begins now."""
    now = _first_shown(story, transcript.words)
    firsts = [said[0] for said in list(sentences(transcript))[:OFFERED]]
    offered = sorted({word.id: word for word in (*firsts, now)}.values(), key=lambda word: word.start)
    return [(word.id, _from(transcript, word)) for word in offered], now.id


def endings(story: Story, transcript: Transcript) -> tuple[list[Choice], str]:
    """The same for its end."""
    now = _first_shown(story, transcript.words[::-1])
    lasts = [said[-1] for said in list(sentences(transcript))[-OFFERED:]]
    offered = sorted({word.id: word for word in (*lasts, now)}.values(), key=lambda word: -word.start)
    return [(word.id, _up_to(transcript, word)) for word in offered], now.id


def _first_shown(story: Story, words: tuple[Word, ...]) -> Word:
    spans = spans_of(story)
    return next((word for word in words if not covers(spans, word.start, word.end)), words[0])


def _from(transcript: Transcript, word: Word) -> str:
    at = transcript.positions[word.id]
    return f"{clock(word.start)} {text_of(transcript.words[at : at + _SAMPLE])} …"


def _up_to(transcript: Transcript, word: Word) -> str:
    at = transcript.positions[word.id] + 1
    return f"{clock(word.end)} … {text_of(transcript.words[max(at - _SAMPLE, 0) : at])}"
