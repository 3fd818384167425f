"""Put the demo stories that somebody translated into their other language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from heard import demo
from heard.apps.joining.models import User
from heard.apps.telling.models import Story
from heard.apps.transcribing.queries import transcript_of
from heard.apps.understanding.actions.translations import (
    Written,
    begin_translation,
    seen_of,
    show_translation,
    write_translation,
)
from heard.core.transcript.alignment import align, key
from heard.core.transcript.pacing import divide, weights
from heard.core.transcript.scripts import words_in
from heard.core.transcript.second import texts_from
from heard.core.transcript.words import Transcript, Word

WELSH = "cy"


def translate(story: demo.DemoStory, row: Story, by: User) -> None:
    """What is there stays as it is."""
    transcript = transcript_of(row)
    if transcript is None or not any(turn.welsh for turn in story.turns) or row.translations.exists():
        return
    told = Transcript(tuple(_told(story, transcript)), WELSH)
    written = {first: Written(text, seen_of("")) for first, text in texts_from(told, transcript).items()}
    translation = begin_translation(row, WELSH, by=by)
    write_translation(translation, written, by=by)
    show_translation(translation, shown=True, by=by)


def _told(story: demo.DemoStory, transcript: Transcript) -> Iterator[Word]:
    """Each turn in the seconds in which the machine heard it said. One of which it heard no word is left out."""
    ends = 0.0
    for number, words in sorted(_heard(story, transcript).items()):
        texts = words_in(story.turns[number].welsh)
        start, ends = max(words[0].start, ends), words[-1].end
        if texts and start < ends:
            for place, (text, time) in enumerate(zip(texts, divide(start, ends, weights(texts)), strict=True)):
                yield Word(f"{number}-{place}", text, *time, paragraph=number)


def _heard(story: demo.DemoStory, transcript: Transcript) -> Mapping[int, list[Word]]:
    said = [(number, key(word)) for number, turn in enumerate(story.turns) for word in turn.text.split()]
    heard: dict[int, list[Word]] = {}
    for block in align([key(word.text) for word in transcript.words], [word for _, word in said]):
        if block.same:
            words = transcript.words[block.old_start : block.old_end]
            for word, (number, _) in zip(words, said[block.new_start : block.new_end], strict=True):
                heard.setdefault(number, []).append(word)
    return heard
