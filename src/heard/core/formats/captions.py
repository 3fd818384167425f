"""Words cut into captions: at most two lines of 42 characters (21 Chinese ones), on screen for 0.83 to 7 seconds.

Captions break where sentences end, speakers change or somebody pauses. Two people share a caption, a line each, where
one alone would be gone too soon to read. The figures are the usual ones of broadcasters in Europe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from heard.core.transcript.scripts import ends_clause, ends_sentence, one_line, width
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
    cuts = _cuts(words, [*(word.start for word in words), silence])
    return _readable([_caption(transcript, words[start:end]) for start, end in pairwise(cuts)], silence)


def _cuts(words: Sequence[Word], starts: Sequence[float]) -> list[int]:
    """The cheapest way to cut, found from left to right; each cut knows the best cut before it.

    `starts` are those of the words, and of the silence after the last.
    """
    costs, previous = [0.0], [0]
    for end in range(1, len(words) + 1):
        cost, start = min(_ways_to_end(words, end, starts[end], costs))
        costs.append(cost)
        previous.append(start)
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(previous[cuts[-1]])
    return cuts[::-1]


def _ways_to_end(words: Sequence[Word], end: int, shown_to: float, costs: Sequence[float]) -> list[tuple[float, int]]:
    """Every start of a caption that ends before word `end`, with what it costs up to here."""
    ways = []
    for start in range(end - 1, -1, -1):
        run = words[start:end]
        if len(run) > 1 and (run[-1].end - run[0].start > LONGEST or not _lines(run)):
            break
        ways.append((costs[start] + _cost(run, shown_to - run[0].start), start))
    return ways


def _cost(run: Sequence[Word], shown: float) -> float:
    pauses = sum(max(0.0, after.start - before.end - 0.3) for before, after in pairwise(run))
    crossings = sum(_turn(before) != _turn(after) for before, after in pairwise(run))
    return (
        _NEW_CAPTION
        + _ending(run[-1].text)
        + pauses * _PAUSE
        + crossings * _TWO_VOICES
        + (_TOO_SHORT if shown < SHORTEST else 0)
    )


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
    whole = text_of(run)
    if width(whole) <= LINE or len(run) == 1:
        return [whole]
    folds = [(text_of(run[:cut]), text_of(run[cut:])) for cut in range(1, len(run))]
    fitting = [fold for fold in folds if max(map(width, fold)) <= LINE]
    return list(min(fitting, key=lambda fold: abs(width(fold[0]) - width(fold[1])) + _ending(fold[0]), default=()))


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
