"""What the JSON of recognisers has in common: words with times and voices, put together into what was said in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from heard.core.formats.reading import LEAST_LENGTH, Heard, Utterance
from heard.core.transcript.pacing import LEAST_ROOM, divide, weights
from heard.core.transcript.scripts import ends_sentence

# A silence this long, in seconds, lets somebody else speak.
_PAUSE = 1.0


def turns(words: Iterable[Heard]) -> list[Utterance]:
    """Runs of one voice without a pause: where two speak at once, each sentence stays whole."""
    done: list[list[Heard]] = []
    for word in words:
        last = done[-1][-1] if done else None
        if last and last.speaker == word.speaker and word.start - last.end < _PAUSE and not ends_sentence(last.text):
            done[-1].append(word)
        else:
            done.append([word])
    return list(done)


def with_mark(words: list[Heard], mark: str, end: float | None = None) -> None:
    """Punctuation, an item of its own in some files, joins the word before it."""
    if words:
        words[-1] = replace(words[-1], text=words[-1].text + mark, end=words[-1].end if end is None else end)


def voice_of(value: Any) -> str | None:
    """A voice that has a number only is called Speaker and its number."""
    if value is None or isinstance(value, bool | list | dict) or not str(value).strip():
        return None
    return f"Speaker {value}" if str(value).strip().isdecimal() else str(value)


def filled(words: Sequence[tuple[Heard, bool]], start: float, end: float) -> list[Heard]:
    """Times for words without (False), such as figures: the room between their neighbours, or a share of the word
    before. `start` and `end` are those of all words together."""
    done: list[Heard] = []
    waiting: list[Heard] = []
    for word, timed in [*words, (Heard("", end, end), True)]:
        if not timed:
            waiting.append(word)
            continue
        if waiting:
            done += _between(done, waiting, start, max(word.start, start))
            waiting = []
        done.append(word)
    return done[:-1]


def _between(done: list[Heard], waiting: Sequence[Heard], start: float, end: float) -> list[Heard]:
    begin = done[-1].end if done else start
    words = list(waiting)
    if end - begin < LEAST_ROOM * len(words) and done:
        last = done.pop()
        words, begin = [last, *words], last.start
    times = divide(begin, max(end, begin + LEAST_LENGTH * len(words)), weights([word.text for word in words]))
    return [replace(word, start=at, end=stop) for word, (at, stop) in zip(words, times, strict=True)]
