"""Carry the times of words across any edit: a word nobody touched keeps its start, whatever happens beside it.

A changed run takes the time of the words it replaces. A word that was missing goes into the silence at its place or,
where there is none, takes the tail of the word before, which must have swallowed it. No word is left without length
and none overlap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, groupby, islice

from heard.core.transcript.alignment import Block, align, key, settle
from heard.core.transcript.pacing import Time, place, share
from heard.core.transcript.scripts import cut_like, look, words_in
from heard.core.transcript.words import Transcript, Word


@dataclass(frozen=True, slots=True)
class Rewritten:
    """Words `start` to `end` of a transcript (end not included) and those that stand there now.

    The run may reach one word further than was asked, where that word gave some of its time.
    """

    start: int
    end: int
    words: tuple[Word, ...]


def rewrite(transcript: Transcript, start: int, end: int, texts: Sequence[str], prefix: str) -> Rewritten:
    """Make words `start` to `end` read as `texts`.

    Words that are still there keep id and time; when only case or punctuation changed, they keep those too. New words
    are called `prefix`.1, `prefix`.2 ..., and speak in the voice and paragraph of what they replace or follow.
    """
    return _Rewriting(transcript, start, end, prefix).run(texts)


def _new_ids(prefix: str, transcript: Transcript) -> Iterator[str]:
    return (name for n in count(1) if (name := f"{prefix}.{n}") not in transcript.positions)


class _Rewriting:
    """One pass over the blocks of old and new words, with the word before and the word after at hand."""

    def __init__(self, transcript: Transcript, start: int, end: int, prefix: str) -> None:
        self.limit = transcript.duration
        self.first = max(start - 1, 0)
        self.window = list(transcript.words[self.first : end + 1])
        self.start, self.end = start - self.first, end - self.first
        self.done = self.window[: self.start]
        self.ids = _new_ids(prefix, transcript)

    def run(self, texts: Sequence[str]) -> Rewritten:
        for block in align_words(self.window[self.start : self.end], texts):
            wanted = texts[block.new_start : block.new_end]
            old = slice(self.start + block.old_start, self.start + block.old_end)
            if block.same:
                self.done += map(reworded, self.window[old], wanted)
            elif block.old_start == block.old_end:
                self.done += self._missing(old.start, wanted)
            elif wanted:
                self.done += self._instead(self.window[old], wanted)
        self.done += self.window[self.end :]
        return Rewritten(self.first, self.first + len(self.window), tuple(self.done))

    def _instead(self, words: Sequence[Word], texts: Sequence[str]) -> list[Word]:
        times = share(words, texts)
        return [self._new(text, time, _said_with(words, time)) for text, time in zip(texts, times, strict=True)]

    def _missing(self, position: int, texts: Sequence[str]) -> list[Word]:
        before = self.done[-1] if self.done else None
        after = self.window[position] if position < len(self.window) else None
        placed = place(texts, before, after, self.limit)
        if before and placed.before_ends is not None:
            self.done[-1] = replace(before, end=placed.before_ends)
        if after and placed.after_starts is not None:
            self.window[position] = replace(after, start=placed.after_starts)
        beside = self._beside(position)
        return [self._new(text, time, beside) for text, time in zip(texts, placed.times, strict=True)]

    def _beside(self, position: int) -> Word | None:
        """Whose voice and paragraph a missing word has: the word before, unless what was asked begins here."""
        inside = self.window[self.start : self.end]
        if inside and position == self.start:
            return inside[0]
        return self.done[-1] if self.done else next(iter(self.window), None)

    def _new(self, text: str, time: Time, beside: Word | None) -> Word:
        speaker, paragraph = (beside.speaker, beside.paragraph) if beside else (None, 0)
        return Word(next(self.ids), text, *time, speaker=speaker, paragraph=paragraph, source="human")


def align_words(words: Sequence[Word], texts: Sequence[str], *, exactly: bool = False) -> list[Block]:
    """Which `texts` are which `words`, whatever their case and punctuation unless `exactly`: as far as one can see."""
    same = look if exactly else key
    old, new = ([same(text) for text in side] for side in ([word.text for word in words], texts))
    return settle(align(old, new), new, lambda position: _silence(words, position))


def _silence(words: Sequence[Word], position: int) -> float:
    """Seconds before the word at `position`, as far as these words tell."""
    return words[position].start - words[position - 1].end if 0 < position < len(words) else 0.0


def reworded(word: Word, text: str) -> Word:
    """The same word with other case or punctuation, which a person wrote. Curly quotes for straight ones, a longer dash
    and what nobody sees change nothing."""
    return word if look(word.text) == look(text) else replace(word, text=text, confidence=1.0, source="human")


def _said_with(words: Sequence[Word], time: Time) -> Word:
    """Which of `words` was being said in the middle of `time`, or last before it."""
    middle = (time[0] + time[1]) / 2
    return words[max(bisect_right(words, middle, key=lambda word: word.start) - 1, 0)]


# A whole text


def retime(transcript: Transcript, text: str, *, prefix: str = "retimed") -> Transcript:
    """The transcript as it reads in `text`, a corrected copy of all of it, with the times carried over.

    Paragraphs stay as they were unless the lines of the text set them: empty lines always do, single line ends when
    there are as many lines as paragraphs. A line may begin with the name of its speaker.
    """
    blocks = _blocks(transcript, text)
    texts = [word for block in blocks for word in block]
    run = rewrite(transcript, 0, len(transcript.words), texts, prefix)
    if len(blocks) < 2:
        return transcript.with_words(run.words)
    numbers = [paragraph.number for paragraph in transcript.paragraphs]
    kept = len(blocks) == len(numbers)
    return transcript.with_words(_in_blocks(run.words, blocks, numbers if kept else range(len(blocks))))


def _blocks(transcript: Transcript, text: str) -> list[list[str]]:
    """The words of each paragraph, or all words together when the text does not set paragraphs."""
    names = [speaker.name for speaker in transcript.speakers if speaker.name]
    bare = [_without_name(line, names) for line in text.strip().splitlines()]
    paragraphs = list(transcript.paragraphs)
    said = [line for line in bare if line.strip()]
    if len(said) == len(paragraphs):
        return [cut_like(line, [word.text for word in old.words]) for line, old in zip(said, paragraphs, strict=True)]
    lines = [words_in(line) for line in bare]
    filled = [line for line in lines if line]
    by_empty_lines = [list(chain.from_iterable(group)) for full, group in groupby(lines, key=bool) if full]
    return by_empty_lines if len(filled) < len(lines) else [list(chain.from_iterable(filled))]


def _without_name(line: str, names: Sequence[str]) -> str:
    return next((line.strip()[len(name) + 1 :] for name in names if line.strip().startswith(f"{name}:")), line)


def _in_blocks(words: Sequence[Word], blocks: Sequence[Sequence[str]], numbers: Sequence[int]) -> list[Word]:
    """Words in paragraphs as long as the blocks. Each paragraph has the voice that most of its words had."""
    rest, done = iter(words), []
    for block, number in zip(blocks, numbers, strict=True):
        inside = list(islice(rest, len(block)))
        [(speaker, _)] = Counter(word.speaker for word in inside).most_common(1)
        done += [replace(word, paragraph=number, speaker=speaker) for word in inside]
    return done
