"""What was said, when and by whom: a transcript is a sequence of words with a stable identity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, pairwise
from typing import Literal

from heard.core.errors import BadTranscript
from heard.core.transcript.scripts import joined

# Who put it there: the machine that heard it; a person, in its place; whoever wrote the text that it came with.
# "hidden" is no word: it states that something was taken out of sight there (hiding.py).
Source = Literal["machine", "human", "written", "hidden"]

# Hesitations that the view without um and er leaves out. The stored text keeps them: the record is what was said.
FILLERS = frozenset({"um", "umm", "uh", "uhh", "er", "erm", "uhm", "ah", "hmm", "mm", "mhm"})


@dataclass(frozen=True, slots=True)
class Word:
    """One written word with its place in the sound.

    `id` never changes and is never used again, so a correction made against an older revision still finds its words.
    `text` is as written, with its punctuation ("production,") and never holds a space.
    `start` and `end` are seconds from the start of the recording; `start < end`. Of a transcript that is not timed
    they are places on a line, which tell what comes first and are shown to nobody (line.py).
    `confidence` is 0 to 1, and 1 for a word that a person wrote.
    `paragraph` numbers the turn the word belongs to; neighbouring words with one number are one paragraph.
    `heard` is what the recogniser wrote before the glossary changed it, and `evidence` says why it was changed.
    """

    id: str
    text: str
    start: float
    end: float
    speaker: str | None = None
    confidence: float = 1.0
    source: Source = "machine"
    paragraph: int = 0
    heard: str | None = None
    evidence: str | None = None

    @property
    def is_filler(self) -> bool:
        return plain(self.text) in FILLERS

    @property
    def is_gap(self) -> bool:
        return self.source == "hidden"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice: `id` as words name it, `name` as readers see it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of words by one speaker. Never empty."""

    number: int
    words: tuple[Word, ...]

    @property
    def speaker(self) -> str | None:
        return self.words[0].speaker

    @property
    def first(self) -> str:
        return self.words[0].id

    @property
    def last(self) -> str:
        return self.words[-1].id

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return text_of(self.words)


@dataclass(frozen=True)
class Transcript:
    """Everything that was written down of one recording, at one revision.

    `duration` is in seconds. `engine` names the recogniser and its model. `timed`: its words have times, because
    somebody said them in a recording; words that were written have none, and no duration (line.py). Raises
    BadTranscript when the words are out of order, overlap, have no length or share an id.
    """

    words: tuple[Word, ...]
    language: str = "en"
    duration: float = 0.0
    engine: str = ""
    speakers: tuple[Speaker, ...] = field(default=())
    timed: bool = True

    def __post_init__(self) -> None:
        _check(self.words)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each word stands, by its id."""
        return {word.id: position for position, word in enumerate(self.words)}

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        for number, words in groupby(self.words, key=lambda word: word.paragraph):
            yield Paragraph(number, tuple(words))

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def speaking(self) -> list[Speaker]:
        """The voices that say something. (After a later take one may say nothing.)"""
        heard = {word.speaker for word in self.words}
        return [speaker for speaker in self.speakers if speaker.id in heard]

    def speaker_name(self, speaker: str | None) -> str:
        return next((known.name for known in self.speakers if known.id == speaker), "")

    def span(self, first: str, last: str) -> tuple[Word, ...]:
        """The words from `first` to `last`, both included. Empty when either is gone or they stand the other way."""
        start, end = self.positions.get(first), self.positions.get(last)
        if start is None or end is None:
            return ()
        return self.words[start : end + 1]

    def within(self, start: float, end: float) -> tuple[Word, ...]:
        """The words whose middle lies between `start` and `end` seconds: what stands there now."""
        return tuple(word for word in self.words if start <= (word.start + word.end) / 2 < end)

    def with_words(self, words: Sequence[Word]) -> Transcript:
        return replace(self, words=tuple(words))

    def with_speakers(self, speakers: Sequence[Speaker]) -> Transcript:
        """The words stay, so they are not checked once more."""
        other = copy(self)
        object.__setattr__(other, "speakers", tuple(speakers))
        return other


def text_of(words: Sequence[Word]) -> str:
    return joined(word.text for word in words)


def plain(text: str) -> str:
    """A word as it is compared: lower case, without the punctuation around it."""
    return text.casefold().strip(AROUND)


# Punctuation that stands around a word. Apostrophes and hyphens inside a word belong to it.
AROUND = (
    " \t\n.,;:!?…\"'“”„‚‘’«»‹›()[]{}<>¿¡-–—*_،؛؟۔।॥։።፣។៕၊။、。！，：；？（）［］｛｝＜＞「」『』【】〈〉《》〔〕・｡｢｣～"
)


def _check(words: Sequence[Word]) -> None:
    seen: set[str] = set()
    for word in words:
        if word.id in seen:
            raise BadTranscript("Two words share the id “%(word)s”.", code="word-id-twice", word=word.id)
        if word.text.split() != [word.text]:
            raise BadTranscript("The word “%(word)s” is empty or holds a space.", code="word-text", word=word.id)
        if not 0 <= word.start < word.end:
            raise BadTranscript("The word “%(word)s” has no length or a negative time.", code="word-time", word=word.id)
        seen.add(word.id)
    for before, after in pairwise(words):
        if after.start < before.end:
            raise BadTranscript(
                "The words “%(before)s” and “%(after)s” overlap.",
                code="words-overlap",
                before=before.id,
                after=after.id,
            )
