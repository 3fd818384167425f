"""Words cut into captions: at most two lines of 42 characters (21 Chinese ones), on screen for 0.83 to 7 seconds.

Captions break where sentences end, speakers change or somebody pauses. Two people share a caption, a line each, where
one alone would be gone too soon to read. The figures are the usual ones of broadcasters in Europe.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import inf

from heard.core.transcript.scripts import between, ends_clause, ends_sentence, one_line, width
from heard.core.transcript.words import Transcript, Word, text_of

LINE = 42
LINES = 2
SHORTEST = 0.83
LONGEST = 7.0

# What a break costs, in characters of caption left empty.
_NEW_CAPTION = 30
_MID_SENTENCE, _AFTER_COMMA = 25, 8
_TWO_VOICES = 60
_TOO_SHORT = 200
_PAUSE = 60  # for each second of silence inside a caption


@dataclass(frozen=True, slots=True)
class Caption:
    """`lines` are (name of the speaker, text), with nothing in them that nobody sees; seconds."""

    start: float
    end: float
    lines: tuple[tuple[str, str], ...]


def captions(transcript: Transcript) -> list[Caption]:
    words = transcript.words
    silence = max(transcript.duration, words[-1].end) if words else 0.0
    cuts = _cuts(words, silence)
    return _readable([_caption(transcript, words[start:end]) for start, end in pairwise(cuts)], silence)


def _cuts(words: Sequence[Word], silence: float) -> list[int]:
    """The cheapest way to cut, found from left to right; each cut knows the best cut before it."""
    row = _Row(words, silence)
    costs, previous = [0.0], [0]
    for end in range(1, len(words) + 1):
        cost, start = row.cheapest(end, costs)
        costs.append(cost)
        previous.append(start)
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(previous[cuts[-1]])
    return cuts[::-1]


class _Row:
    """Words, with everything about each that a caption depends on worked out once. Widths add up, so that the room a
    run takes is a difference of two numbers, and no text is put together to know whether it fits."""

    def __init__(self, words: Sequence[Word], silence: float) -> None:
        self.starts, self.ends = [*(word.start for word in words), silence], [word.end for word in words]
        self.left, self.right = _edges(words)
        self.fold = [bisect_right(self.right, left + LINE) for left in self.left]
        """Where a line that begins with a word is full."""
        pairs = list(pairwise(words))
        self.pause = [max(0.0, after.start - before.end - 0.3) for before, after in pairs]
        self.crosses = [_turn(before) != _turn(after) for before, after in pairs]
        self.ending = [_ending(word.text) for word in words]

    def cheapest(self, end: int, costs: Sequence[float]) -> tuple[float, int]:
        """What all captions cost up to word `end` (not included), and where the last of them begins at best."""
        last, base, shown_to = end - 1, _NEW_CAPTION + self.ending[end - 1], self.starts[end]
        turns, pauses, best, least = [end], 0.0, last, inf
        for start in range(last, -1, -1):
            if start < last:
                pauses += self.pause[start]
                if self.crosses[start]:
                    turns.append(start + 1)
                if self.ends[last] - self.starts[start] > LONGEST or not self._fits(start, turns):
                    break
            short = _TOO_SHORT if shown_to - self.starts[start] < SHORTEST else 0
            cost = costs[start] + (base + pauses * _PAUSE + (len(turns) - 1) * _TWO_VOICES + short)
            if cost <= least:
                least, best = cost, start
        return least, best

    def _fits(self, start: int, turns: Sequence[int]) -> bool:
        """Whether the words from `start` fit on the screen; `turns` are the ends of what each voice says, the last
        first. Two voices have a line each, one may have two."""
        if len(turns) > LINES:
            return False
        end = turns[0]
        fold = turns[1] if len(turns) == LINES else min(self.fold[start], end)
        if fold <= start or self.right[fold - 1] - self.left[start] > LINE:
            return False
        return fold == end or self.right[end - 1] - self.left[fold] <= LINE


def _edges(words: Sequence[Word]) -> tuple[list[int], list[int]]:
    """Where each word begins and ends, were they all on one line."""
    left, right, at, before = [], [], 0, ""
    for word in words:
        at += width(between(before, word.text)) if before else 0
        left.append(at)
        at += width(word.text)
        right.append(at)
        before = word.text
    return left, right


def _ending(text: str) -> int:
    if ends_sentence(text):
        return 0
    return _AFTER_COMMA if ends_clause(text) else _MID_SENTENCE


def _turn(word: Word) -> tuple[str | None, int]:
    return word.speaker, word.paragraph


def _lines(run: Sequence[Word]) -> list[tuple[str | None, str]]:
    """The lines of a caption, or none when the words do not fit."""
    turns = [tuple(words) for _, words in groupby(run, key=_turn)]
    if len(turns) > LINES:
        return []
    if len(turns) == LINES:
        lines = [(turn[0].speaker, text_of(turn)) for turn in turns]
        return lines if all(width(text) <= LINE for _, text in lines) else []
    return [(run[0].speaker, text) for text in _folded(run)]


def _folded(run: Sequence[Word]) -> list[str]:
    """One line, or two of much the same length that break at a comma where there is one. A word too long for any
    line stands alone."""
    left, right = _edges(run)
    if right[-1] <= LINE or len(run) == 1:
        return [text_of(run)]
    cuts = [cut for cut in range(1, len(run)) if max(right[cut - 1], right[-1] - left[cut]) <= LINE]
    folds = [(text_of(run[:cut]), text_of(run[cut:])) for cut in cuts]
    return list(min(folds, key=lambda fold: abs(width(fold[0]) - width(fold[1])) + _ending(fold[0]), default=()))


def _caption(transcript: Transcript, run: Sequence[Word]) -> Caption:
    told = ((one_line(transcript.speaker_name(speaker)), one_line(text)) for speaker, text in _lines(run))
    lines = tuple((name, text) for name, text in told if text)
    return Caption(run[0].start, min(run[-1].end, run[0].start + LONGEST), lines)


def _readable(made: Sequence[Caption], silence: float) -> list[Caption]:
    """Let short captions stay a little longer, or come a little sooner, as far as their neighbours leave room.
    Times are whole milliseconds."""
    done: list[Caption] = []
    for position, caption in enumerate(made):
        following = made[position + 1].start if position + 1 < len(made) else silence
        end = round(max(caption.end, min(caption.start + SHORTEST, following)), 3)
        free = done[-1].end if done else 0.0
        start = round(min(caption.start, max(end - SHORTEST, free)), 3)
        done.append(replace(caption, start=start, end=max(end, round(start + 0.001, 3))))
    return done
