"""Rolling captions, as YouTube and live television make them: a line is shown again while the next comes in.

Each line is said once. What makes a file rolling is that most of its captions begin with what the last one showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from heard.core.transcript.scripts import words_in

if TYPE_CHECKING:
    from heard.core.formats.cues import Bit, Cue, Lines

# Captions roll when the next comes at once: seconds.
_AT_ONCE = 0.5
# YouTube shows a line that is done for a hundredth of a second by itself.
_FLASH = 0.05
# Television rolls two or three lines.
_MOST_LINES = 4


def once(cues: Sequence[Cue]) -> list[Lines]:
    """The lines of each caption without what the one before showed already."""
    shown = [[_words(line) for line in cue.lines] for cue in cues]
    again = [0, *(_shown_again(*pair) for pair in zip(pairwise(cues), pairwise(shown), strict=True))]
    if not _is_rolling(cues, shown, again):
        return [cue.lines for cue in cues]
    return [_without(cue.lines, count) for cue, count in zip(cues, again, strict=True)]


def _words(line: Sequence[Bit]) -> list[str]:
    return [word for bit in line for word in words_in(bit.text)]


def _shown_again(pair: tuple[Cue, Cue], shown: tuple[list[list[str]], list[list[str]]]) -> int:
    """How many words of the second stood there in the first: whole lines, or all that there was."""
    (one, other), (before, after) = pair, shown
    if not one.start <= other.start <= one.end + _AT_ONCE:
        return 0
    now = [word for line in after for word in line]
    filled = [line for line in before if line]
    for kept in (filled, *(filled[-count:] for count in range(min(_MOST_LINES, len(filled) - 1), 0, -1))):
        words = [word for line in kept for word in line]
        if words and now[: len(words)] == words:
            return len(words)
    return 0


def _is_rolling(cues: Sequence[Cue], shown: Sequence[list[list[str]]], again: Sequence[int]) -> bool:
    """A caption that only repeats the last, such as “Yes.”, says nothing about that, unless it flashes by."""
    rolls = pairs = sure = 0
    for at in range(1, len(cues)):
        count = sum(map(len, shown[at]))
        if again[at] == count and cues[at].end - cues[at].start > _FLASH:
            continue
        pairs += 1
        rolls += again[at] > 0
        sure += 1 < again[at] < count
    return sure > 0 and 2 * rolls >= pairs and (rolls > 1 or rolls == pairs)


def _without(lines: Lines, count: int) -> Lines:
    """The lines but for their first `count` words."""
    kept: list[list[Bit]] = []
    for line in lines:
        bits = []
        for bit in line:
            words = words_in(bit.text)
            taken = min(count, len(words))
            count -= taken
            if words[taken:]:
                bits.append(replace(bit, text=_rest(bit.text, words, taken)))
            elif bit.at is not None and not count:
                bits.append(replace(bit, text=""))
        kept += [bits] if any(bit.text for bit in bits) else []
    return kept


def _rest(text: str, words: Sequence[str], taken: int) -> str:
    at = 0
    for word in words[:taken]:
        at = text.index(word, at) + len(word)
    return text[at:].lstrip() if taken else text
