"""Words without time: a text is a line of words, and every rule that asks for seconds is given places on that line.

    written(paragraphs)      a transcript of what somebody wrote
    laid(words)              the same words, each at its place on the line

So what is corrected, hidden or pointed at in a written story goes by the rules of all others. A place keeps its word
for good: what is added takes the room beside it. Places are no seconds, and whoever shows or writes them asks
`Transcript.timed` first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from heard.core.errors import BadTranscript
from heard.core.transcript.scripts import one_line, visible, words_in
from heard.core.transcript.words import Speaker, Transcript, Word

STEP, LENGTH = 1.0, 0.5
"""From one word to the next; what of it the word takes, so that there is room for another beside it."""
ROOM = 1000.0
"""Between two paragraphs: some hundred sentences may be added there."""
MOST_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph that somebody wrote; `speaker` is the name that stands before it, where one does."""

    text: str
    speaker: str = ""


def written(paragraphs: Iterable[Said], *, language: str = "en") -> Transcript:
    """Raises BadTranscript for more words than anybody reads at once. Paragraphs without a word are left out."""
    told = [(one_line(one.speaker), words_in(visible(one.text))) for one in paragraphs]
    told = [(name, texts) for name, texts in told if texts]
    if sum(len(texts) for _, texts in told) > MOST_WORDS:
        raise BadTranscript("A story has at most %(most)d words. Tell it in parts.", code="too-large", most=MOST_WORDS)
    names = list(dict.fromkeys(name for name, _ in told if name))
    voices = {name: f"S{number}" for number, name in enumerate(names, 1)}
    return Transcript(
        words=tuple(laid(_numbered(told, voices))),
        language=language,
        speakers=tuple(Speaker(voice, name) for name, voice in voices.items()),
        timed=False,
    )


def _numbered(told: Sequence[tuple[str, list[str]]], voices: dict[str, str]) -> Iterator[Word]:
    number = 0
    for paragraph, (name, texts) in enumerate(told):
        for text in texts:
            number += 1
            yield Word(f"w{number}", text, 0, 0, voices.get(name), source="written", paragraph=paragraph)


def laid(words: Iterable[Word]) -> Iterator[Word]:
    """Paragraph after paragraph, with room between them."""
    begin = 0.0
    for _, paragraph in groupby(words, key=lambda word: word.paragraph):
        for word in paragraph:
            yield replace(word, start=begin, end=begin + LENGTH)
            begin += STEP
        begin += ROOM


def read_out(transcript: Transcript) -> Transcript:
    """With times as if somebody read it out, for rules that ask how long something takes. Timed, it is as it was."""
    if transcript.timed:
        return transcript
    words, clock = [], 0.0
    for paragraph in transcript.paragraphs:
        for word in paragraph.words:
            words.append(replace(word, start=clock, end=clock + _A_WORD))
            clock += _A_WORD
        clock += _A_PAUSE
    return transcript.with_words(words)


_A_WORD, _A_PAUSE = 0.4, 1.0  # seconds
