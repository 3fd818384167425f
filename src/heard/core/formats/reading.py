"""What every reader needs: text out of bytes, and words in good order out of what other programs wrote."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from heard.core.errors import BadInput, BadTranscript
from heard.core.files.decoding import decoded
from heard.core.files.office import is_package, kind_of
from heard.core.formats.times import clock
from heard.core.sentences import Sentence
from heard.core.transcript.pacing import PACE, divide, weights
from heard.core.transcript.scripts import ends_sentence, one_line, visible, words_in
from heard.core.transcript.words import Speaker, Transcript, Word

# A word that another program gave no length gets this, in seconds.
LEAST_LENGTH = 0.01
# No recording is longer than this, in seconds.
LATEST = 1e9
# A silence this long, in seconds, after a full stop begins a paragraph where nobody says who speaks.
PARAGRAPH_PAUSE = 2.0
# Nobody speaks this much faster than in ordinary talk: two captions that begin so near together share their time.
_FASTEST = 3
MOST_WORDS = 400_000
_PACKAGE = Sentence("a Word, Excel or zip file")
Notes = list[str]
"""What a reader could not use, or had to guess: sentences for whoever brought the file."""


def noted(template: str, **values: object) -> str:
    """A note, in the language of whoever brought the file."""
    return str(Sentence(template, values))


def as_text(data: bytes | str, notes: Notes | None = None) -> str:
    """Unicode in any of its encodings, or Western letters as old programs save them, which is noted. Raises
    BadTranscript rather than guess more and spoil names."""
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        text, guessed = decoded(data)
    except BadInput as error:
        raise BadTranscript(error.said, code=error.code) from None
    if guessed and notes is not None:
        notes.append(
            noted("This file is not UTF-8. It was read as Western European text: look at the letters with accents.")
        )
    return text


def as_spoken(data: bytes | str, notes: Notes) -> str:
    """The same for a whole file of speech. Raises BadTranscript for more words than a day has room for."""
    if isinstance(data, bytes) and (other := _PACKAGE if is_package(data) else kind_of(data)):
        raise BadTranscript("This file holds no text, but is %(other)s.", code="not-text", other=other)
    text = as_text(data, notes)
    if len(text.split(None, MOST_WORDS)) > MOST_WORDS:
        raise BadTranscript("This file holds more words than anybody says in a day.", code="too-large")
    return text


def as_lines(text: str) -> list[str]:
    """Lines as captions have them: only line ends part them, none of the other marks that Unicode knows."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def as_json(data: bytes | str) -> Any:
    """JSON is UTF-8, but whisper.cpp cuts letters in two where a token ends: these become U+FFFD."""
    try:
        return json.loads(as_text(data) if isinstance(data, str) else _lenient(data))
    except (ValueError, RecursionError):
        raise BadTranscript("This file is not valid JSON.", code="not-json") from None


def _lenient(data: bytes) -> str:
    try:
        text, guessed = decoded(data)
    except BadInput:
        guessed = True
    return data.decode("utf-8", errors="replace") if guessed else text


@dataclass(frozen=True, slots=True)
class Heard:
    """Some text with its time in seconds, as another program gave it. It may hold several words. `begins`: a
    paragraph begins here."""

    text: str
    start: float
    end: float
    speaker: str | None = None
    confidence: float = 1.0
    begins: bool = False


Utterance = Sequence[Heard]
"""What stays together, such as a caption or what one voice says without a pause."""


def transcript_of(
    said: Iterable[Utterance], *, language: str = "en", duration: float = 0.0, engine: str = ""
) -> Transcript:
    """A transcript whose words are in order, have some length and never overlap.

    What was said at the same time follows each other, each piece whole. Speakers are called as the other program
    called them. A paragraph begins where the speaker changes, or after a long silence where a sentence has ended.
    """
    words = _numbered(_untangled(_in_turn(filter(None, map(_single, said)))))
    names = dict.fromkeys(word.speaker for word in words if word.speaker)
    last = words[-1].end if words else 0.0
    return Transcript(
        words=tuple(words),
        language=language if isinstance(language, str) and language else "en",
        duration=max(duration, last),
        engine=engine,
        speakers=tuple(Speaker(name, name) for name in names),
    )


def natural(text: str) -> float:
    """How long some text takes to say, in seconds."""
    return PACE * sum(weights(words_in(text)))


def seconds(value: Any, what: str | Sentence) -> float:
    """A time that another program wrote as a number, as text or as a clock shows it. Raises BadTranscript for
    anything else."""
    shown = clock(value) if isinstance(value, str) and ":" in value else None
    try:
        number = float(value if shown is None else shown)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, bool) or not 0 <= number < LATEST:
        raise BadTranscript(
            "%(what)s has no valid time.", code="time", what=what if isinstance(what, Sentence) else Sentence(what)
        )
    return number


def share_of(value: Any) -> float:
    """A confidence from 0 to 1, or 1 where none was given."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return 1.0
    return 1.0 if math.isnan(number) else min(1.0, max(0.0, number))


def usable(
    items: Iterable[Any], make: Callable[[Any], Iterable[Utterance]], what: str, notes: Notes
) -> list[Utterance]:
    """What was said in each item. One that is damaged is noted and spoils no other; raises BadTranscript where none
    is whole."""
    said: list[Utterance] = []
    spoilt = 0
    for number, item in enumerate(items, start=1):
        try:
            said += make(item)
        except (BadTranscript, AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
            spoilt += 1
            why = error.said if isinstance(error, BadTranscript) else Sentence("It is damaged.")
            notes.append(
                noted("%(what)s %(number)d was left out. %(why)s", what=Sentence(what), number=number, why=why)
            )
    if spoilt and not said:
        raise BadTranscript(notes[-spoilt], code="damaged")
    return said


# Laying out


def _single(said: Utterance) -> list[Heard]:
    """One word each."""
    single = []
    for some in said:
        texts = words_in(visible(some.text))
        end = max(some.end, round(some.start + LEAST_LENGTH, 3))
        times = divide(some.start, end, weights(texts)) if texts else []
        begins = some.begins
        speaker = one_line(some.speaker or "") or None
        for text, (start, stop) in zip(texts, times, strict=True):
            single.append(Heard(text, start, stop, speaker, some.confidence, begins))
            begins = False
    return single


def _in_turn(said: Iterable[list[Heard]]) -> Iterator[Heard]:
    """Every word, piece after piece. A piece that runs into the next is drawn together to end where that begins;
    where there is no room for it, both share the time of both."""
    pieces = sorted(said, key=lambda words: words[0].start)
    at = 0
    while at < len(pieces):
        words, wanted = list(pieces[at]), _least(pieces[at])
        at += 1
        crowded = False
        end = max(word.end for word in words)
        while at < len(pieces) and pieces[at][0].start < min(end, words[0].start + wanted):
            words += pieces[at]
            wanted += _least(pieces[at])
            end = max(end, *(word.end for word in pieces[at]))
            at += 1
            crowded = True
        limit = pieces[at][0].start if at < len(pieces) else math.inf
        yield from _shared(words, min(end, limit)) if crowded else _fitted(words, limit)


def _least(words: Utterance) -> float:
    return PACE * sum(weights([word.text for word in words])) / _FASTEST


def _shared(words: Utterance, end: float) -> Iterator[Heard]:
    times = divide(words[0].start, end, weights([word.text for word in words]))
    return (replace(word, start=start, end=stop) for word, (start, stop) in zip(words, times, strict=True))


def _fitted(words: Utterance, limit: float) -> Iterable[Heard]:
    """Words whose last one begins in time keep theirs."""
    start, end = words[0].start, words[-1].end
    if words[-1].start < limit or end <= start:
        return words
    scale = (limit - start) / (end - start)
    moved = [round(start + (word.start - start) * scale, 3) for word in words]
    return [
        replace(word, start=at, end=min(limit, round(start + (word.end - start) * scale, 3)))
        for word, at in zip(words, moved, strict=True)
    ]


def _untangled(heard: Iterable[Heard]) -> list[Heard]:
    """Starts stay where they can: a word that runs into the next is cut short, one without length gets a little."""
    done: list[Heard] = []
    for word in heard:
        start = word.start
        if done and start < done[-1].end:
            start = max(start, round(done[-1].start + LEAST_LENGTH, 3))
            if start < done[-1].end:
                done[-1] = replace(done[-1], end=start)
        end = max(word.end, round(start + LEAST_LENGTH, 3))
        done.append(word if (start, end) == (word.start, word.end) else replace(word, start=start, end=end))
    return done


def _numbered(heard: Sequence[Heard]) -> list[Word]:
    paragraphs = [0]
    for before, after in pairwise(heard):
        paused = after.start - before.end >= PARAGRAPH_PAUSE and ends_sentence(before.text)
        paragraphs.append(paragraphs[-1] + (after.begins or paused or before.speaker != after.speaker))
    return [
        Word(f"w{n}", word.text, word.start, word.end, word.speaker, word.confidence, paragraph=paragraph)
        for n, (word, paragraph) in enumerate(zip(heard, paragraphs, strict=False), start=1)
    ]
