"""The words of a story in a second language, which people wrote: a text for each paragraph of what was said.

    beside(transcript, texts, hidden)    -> each paragraph as everybody may read it, with its text in the other language
    spoken_in(language, rows)            -> the same as a transcript, so that there are captions and files of it

A text belongs to the paragraph in which its first word stands, whatever was put right since. It holds the seconds that
it tells of: where any of these are hidden now, it is kept from readers whole, because nobody knows which of its words
tell what is hidden; unless somebody wrote it of just what everybody may read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from heard.core.transcript.hiding import Stretch, covers
from heard.core.transcript.pacing import Time, weights
from heard.core.transcript.scripts import ends_sentence, words_in
from heard.core.transcript.spans import Span, now_at
from heard.core.transcript.words import Paragraph, Transcript, Word, text_of


@dataclass(frozen=True, slots=True)
class Translated:
    """A `text` for the paragraph that began with the word `first` and lasted from `start` to `end` (seconds), and read
    like `of` when somebody translated it."""

    first: str
    start: float
    end: float
    text: str
    of: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A paragraph as everybody may read it, and what stands for it in the other language. `texts` are none where nobody
    has translated it. What is `withheld` may tell of what is hidden: it is for those who look after the story."""

    paragraph: Paragraph
    texts: tuple[Translated, ...] = ()
    withheld: bool = False

    @property
    def written(self) -> str:
        return " ".join(one.text for one in self.texts)

    @property
    def text(self) -> str:
        """What readers get."""
        return "" if self.withheld else self.written

    @property
    def is_older(self) -> bool:
        """Whether the paragraph reads otherwise now than when it was translated."""
        return bool(self.texts) and " ".join(one.of for one in self.texts) != self.paragraph.text


def beside(transcript: Transcript, texts: Sequence[Translated], hidden: Sequence[Stretch] = ()) -> list[Beside]:
    """All paragraphs of the transcript, in order."""
    found: dict[int, list[Translated]] = {}
    for one in sorted(texts, key=lambda one: one.start):
        if (there := _paragraph_of(one, transcript)) is not None:
            found.setdefault(there, []).append(one)
    return [_held(Beside(one, tuple(found.get(one.number, ()))), hidden) for one in transcript.paragraphs]


def _held(row: Beside, hidden: Sequence[Stretch]) -> Beside:
    tells = row.is_older and any(covers(hidden, one.start, one.end) for one in row.texts)
    return replace(row, withheld=True) if tells else row


def _paragraph_of(one: Translated, transcript: Transcript) -> int | None:
    if one.first in transcript.positions:
        return transcript.words[transcript.positions[one.first]].paragraph
    there = now_at(Span((), one.start, one.end), transcript)
    return there[0].paragraph if there else None


def spoken_in(language: str, rows: Sequence[Beside], transcript: Transcript) -> Transcript:
    """What nobody has translated stands there as it was said, so that captions miss nothing."""
    return replace(transcript, words=tuple(_words(rows)), language=language)


def _words(rows: Sequence[Beside]) -> Iterator[Word]:
    for row in rows:
        texts = words_in(row.text)
        yield from _told(row.paragraph, texts) if texts else row.paragraph.words


def _told(paragraph: Paragraph, texts: Sequence[str]) -> Iterator[Word]:
    """Sentence by sentence where both have as many of them, else evenly over what is said in the paragraph."""
    said, told = _sentences([word.text for word in paragraph.words]), _sentences(texts)
    pairs = list(zip(said, told, strict=True)) if len(said) == len(told) else [(slice(None), slice(None))]
    number = 0
    for old, new in pairs:
        words = paragraph.words[old]
        for text, (start, end) in zip(texts[new], _shared(words, texts[new]), strict=True):
            number += 1
            yield Word(
                f"{paragraph.first}-{number}",
                text,
                start,
                end,
                speaker=paragraph.speaker,
                source="human",
                paragraph=paragraph.number,
            )


def _sentences(texts: Sequence[str]) -> list[slice]:
    ends = [number for number, text in enumerate(texts, 1) if ends_sentence(text)]
    return [slice(start, end) for start, end in pairwise(sorted({0, *ends, len(texts)}))]


def _shared(words: Sequence[Word], texts: Sequence[str]) -> list[Time]:
    """The seconds in which `words` are said, without the silences between them, shared out among `texts`."""
    lasting = list(accumulate(word.end - word.start for word in words))
    parts = list(accumulate(weights(texts)))
    cuts = [_moment(words, lasting, lasting[-1] * part / parts[-1]) for part in parts[:-1]]
    times = list(pairwise([words[0].start, *cuts, words[-1].end]))
    return times if all(start < end for start, end in times) else _evenly(words, len(texts))


def _moment(words: Sequence[Word], lasting: Sequence[float], spoken: float) -> float:
    """The second of the recording at which so many seconds of these words were spoken."""
    at = min(bisect_right(lasting, spoken), len(words) - 1)
    return words[at].end - (lasting[at] - spoken)


def _evenly(words: Sequence[Word], count: int) -> list[Time]:
    start, step = words[0].start, (words[-1].end - words[0].start) / count
    return list(pairwise([*(start + step * number for number in range(count)), words[-1].end]))


def texts_from(other: Transcript, transcript: Transcript) -> Mapping[str, str]:
    """What a transcript in the other language, with times of the same recording, says in each paragraph: by the
    paragraph's first word. A sentence belongs where its middle is said, or to the paragraph before the silence that it
    is in."""
    paragraphs = list(transcript.paragraphs)
    starts = [paragraph.start for paragraph in paragraphs]
    texts: dict[str, list[str]] = {}
    for sentence in _sentences([word.text for word in other.words]) if starts else []:
        words = other.words[sentence]
        home = max(bisect_right(starts, (words[0].start + words[-1].end) / 2) - 1, 0)
        texts.setdefault(paragraphs[home].first, []).append(text_of(words))
    return {first: " ".join(parts) for first, parts in texts.items()}
