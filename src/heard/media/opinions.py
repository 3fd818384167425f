"""A second opinion of what was written down: how well the sound bears each word out, and what a small recogniser hears.

The small recogniser knows English only. Where its weights are not installed there is no second opinion, and nothing is
wrong with that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from heard.core.errors import HeardError
from heard.media.engines.judge import Judge
from heard.media.listen import told
from heard.media.request import OnShare
from heard.media.sound import Samples, Stretch, samples, seconds_of
from heard.media.words import TimedWord, blocks, part
from heard.media.workdir import read_json, write_json

_TOLD = 0.4  # share of the work, measured


def second_opinion(
    judge: Callable[[], Judge],
    sound: Path,
    words: Sequence[TimedWord],
    speech: Sequence[Stretch],
    on_share: OnShare,
    kept: Path,
) -> list[dict[str, Any]] | None:
    """For each block what it tells of the words in it, and which words it hears; None without the recogniser.

    Blocks already heard lie beside `kept`, the path their names begin with, and are not heard again.
    """
    whole, found = seconds_of(sound), []
    loaded: Judge | None = None
    for start, end in blocks(speech, whole):
        stored = kept.with_name(f"{kept.name}-{start:.0f}.json")
        if not stored.exists():
            loaded = loaded or _if_there(judge)
            if loaded is None:
                return None
            inside = [word for word in words if start <= word.start < end]
            share = part(on_share, start / whole, end / whole)
            write_json(stored, _of_block(loaded, sound, (start, end), inside, share))
        found.append(read_json(stored))
    return found


def _if_there(judge: Callable[[], Judge]) -> Judge | None:
    try:
        return judge()
    except HeardError as error:
        if error.code == "model-missing":
            return None
        raise


def _of_block(
    judge: Judge, sound: Path, block: Stretch, words: Sequence[TimedWord], on_share: OnShare
) -> dict[str, Any]:
    start, end = block
    chances = told(words, lambda first, last: samples(sound, first, last), judge, part(on_share, 0.0, _TOLD))
    second = list(_later(judge, samples(sound, start, end), start))
    return {"told": [round(chance, 3) for chance in chances], "second": second}


def _later(judge: Judge, piece: Samples, by: float) -> Iterator[tuple[str, float, float]]:
    for word in judge.words(piece):
        yield word.text, round(word.start + by, 2), round(word.end + by, 2)
