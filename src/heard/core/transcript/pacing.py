"""How long words take to say, and how a stretch of time is shared out among them.

Times are seconds from the start of the recording. Weights have no unit: they only compare one word with another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from heard.core.transcript.alignment import align
from heard.core.transcript.scripts import ends_clause
from heard.core.transcript.words import Word

# (start, end)
Time = tuple[float, float]

# Ordinary talk: seconds for one unit of weight. (Measured on interviews: `bench/retiming.py`, as are those below.)
PACE = 0.035
# What any word takes beside its letters: "I" and "a" are said faster than "production", but not ten times.
WORD = 4.0
# A figure is said as a word: "57" takes as long as "fifty-seven".
DIGIT = 4.0
# A silence shorter than this has no room for a word: the word before must have swallowed it.
LEAST_ROOM = 0.06
# A boundary this near to an old one, in units of weight, is that old one.
NEAR = 1.5
# Runs of more letters than this are not compared letter by letter: they are not one phrase misheard.
LONGEST_RUN = 2000


def letters(text: str) -> str:
    """What of a word is said: letters and digits, without the marks that only change a letter. Never empty."""
    return "".join(character for character in text.casefold() if character.isalnum()) or "…"


def weight(text: str) -> float:
    """How long a word takes to say."""
    return WORD + _length(letters(text))


def weights(texts: Sequence[str]) -> list[float]:
    return [weight(text) for text in texts]


def _length(said: str) -> float:
    return sum(DIGIT if letter.isdigit() else 1.0 for letter in said)


def divide(start: float, end: float, parts: Sequence[float]) -> list[Time]:
    """The stretch in pieces as long as `parts`, cut at whole milliseconds where that leaves every piece some length."""
    whole = sum(parts)
    cuts = [start + (end - start) * part / whole for part in accumulate(parts[:-1])]
    rounded = list(pairwise([start, *(round(cut, 3) for cut in cuts), end]))
    return rounded if _in_order(rounded) else list(pairwise([start, *cuts, end]))


def share(words: Sequence[Word], texts: Sequence[str]) -> list[Time]:
    """Times for the `texts` that replace `words`: from the first start to the last end.

    Where both spell alike, a boundary falls on the same letter; a silence between two old words stays one when a
    boundary falls there.
    """
    start, end = words[0].start, words[-1].end
    old, new = [letters(word.text) for word in words], [letters(text) for text in texts]
    if sum(map(len, old + new)) <= LONGEST_RUN:
        places = _places("".join(old), "".join(new), list(accumulate(map(len, new)))[:-1])
        cuts = list(_moments(words, list(accumulate(map(_length, old))), places))
        times = list(zip([start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end], strict=True))
        if _in_order(times):
            return times
    return divide(start, end, weights(texts))


def _places(old: str, new: str, boundaries: Sequence[int]) -> list[float]:
    """Where boundaries between letters of `new` fall in `old`, in units of weight from its beginning."""
    blocks = align(old, new)
    places = []
    for boundary in boundaries:
        block = next(block for block in blocks if boundary <= block.new_end)
        part = _length(new[block.new_start : boundary]) / _length(new[block.new_start : block.new_end])
        places.append(_length(old[: block.old_start]) + _length(old[block.old_start : block.old_end]) * part)
    return places


def _moments(words: Sequence[Word], ends: Sequence[float], places: Sequence[float]) -> Iterator[Time]:
    """When one new word ends and the next begins, for boundaries that fall at `places` in the old letters.

    Near the end of an old word that is its end. Inside an old word, its pieces are words now and take time as words.
    """
    edges = [_edge(ends, place) for place in places]
    homes = [
        min(bisect_right(ends, place), len(ends) - 1) if edge is None else None
        for place, edge in zip(places, edges, strict=True)
    ]
    for number, (place, edge, home) in enumerate(zip(places, edges, homes, strict=True)):
        if edge is not None:
            yield words[edge].end, words[edge + 1].start
        elif home is not None:
            begin = ends[home - 1] if home else 0.0
            pieces_before, pieces = homes[: number + 1].count(home), homes.count(home) + 1
            part = (place - begin + WORD * pieces_before) / (ends[home] - begin + WORD * pieces)
            moment = round(words[home].start + (words[home].end - words[home].start) * part, 3)
            yield moment, moment


def _edge(ends: Sequence[float], place: float) -> int | None:
    """The old word, not the last, that ends near `place`."""
    nearest = min(range(len(ends)), key=lambda position: abs(ends[position] - place))
    return nearest if nearest < len(ends) - 1 and abs(ends[nearest] - place) < NEAR else None


def _in_order(times: Sequence[Time]) -> bool:
    """Whether every piece has some length and none begins before the last has ended."""
    return all(start < end for start, end in times) and all(a[1] <= b[0] for a, b in pairwise(times))


@dataclass(frozen=True, slots=True)
class Placed:
    """Times for words that were missing, and what they took from the words beside them: the new end of the word
    before, the new start of the word after. None where that word stays as it was."""

    times: list[Time]
    before_ends: float | None = None
    after_starts: float | None = None


def place(texts: Sequence[str], before: Word | None, after: Word | None, limit: float) -> Placed:
    """Times for words that stand between `before` and `after`, in a recording of `limit` seconds (0: not known)."""
    parts = weights(texts)
    left = before.end if before else 0.0
    right = after.start if after else _open_end(left, limit, PACE * sum(parts))
    if right - left >= LEAST_ROOM or (before is None and after is None):
        return Placed(divide(*_within(left, right, before, texts), parts))
    if before:
        (_, end), *times = divide(before.start, right, [weight(before.text), *parts])
        return Placed(times, before_ends=min(end, before.end))
    assert after is not None
    *times, (start, _) = divide(left, after.end, [*parts, weight(after.text)])
    return Placed(times, after_starts=start)


def _open_end(left: float, limit: float, wanted: float) -> float:
    """How far words may reach when none follows: to the end of the recording, where that is known."""
    return limit if 0 < left <= limit else left + wanted


def _within(left: float, right: float, before: Word | None, texts: Sequence[str]) -> Time:
    """Where in a silence words stand. They follow the word before, unless a phrase ended there: then they lead to
    the word after, or stand alone in the middle when they are a phrase themselves."""
    wanted = PACE * sum(weights(texts))
    spare = right - left - wanted
    if spare <= wanted / 2:
        return left, right
    if before and not _ends_phrase(before.text):
        return left, round(left + wanted, 3)
    start = round(left + (spare / 2 if _ends_phrase(texts[-1]) else spare), 3)
    return start, min(right, round(start + wanted, 3))


def _ends_phrase(text: str) -> bool:
    return ends_clause(text)
