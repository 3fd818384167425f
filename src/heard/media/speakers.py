"""Who says which word: voices compared in short windows, gathered into groups, and followed from word to word.

Windows of 1.6 s every quarter of a second, wherever somebody speaks, each become a vector (`engines.voices`). The
vectors fall into as many groups as there are people, and each word is as near to a group as the windows around it are.
A short answer between two silences ("No.") is compared on its own: the windows around it hold more of its neighbours
than of itself. The likeliest path through the words then has to pay for each change of voice: little at a sentence end
or a pause, more in the middle of a sentence. All figures were set on three interviews (`bench/speakers.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from heard.core.transcript.scripts import ends_sentence
from heard.media.engines import voices
from heard.media.request import OnShare
from heard.media.sound import Samples, Stretch, samples, seconds_of
from heard.media.words import TimedWord

Floats = NDArray[np.float32]

_HOP = 25  # frames of 10 ms between two windows
_PIECE = 120.0  # seconds of sound in memory at a time
_LEAST_SPEECH = 0.5  # share of a window
_AROUND = 0.3  # seconds on both sides of a word whose windows speak for it
_ALONE = (0.1, 1.6)  # seconds of speech between two silences that are compared on their own
_CHANGE, _CHANGE_AT_PAUSE, _CHANGE_AT_END = 0.1, 0.02, 0.01  # likeness times seconds
_PAUSE = 0.3  # seconds
_STARTS = 20
_SUREST = 0.7  # share of a group that its centre is drawn from
_MOST_GUESSED = 4
_SAME_VOICE = 0.83  # likeness of two centres; halves of one voice came to 0.87 or more, two voices to 0.78 or less
_LEAST_SHARE, _LEAST_WINDOWS = 0.04, 20  # of one voice, when nobody said how many there are


@dataclass(frozen=True)
class Windows:
    """Voice vectors, shape (windows, 256), and the middle of each window in seconds; the same of what stands alone."""

    vectors: Floats
    middles: NDArray[np.float64]
    alone: Sequence[Stretch] = ()
    alone_vectors: Floats = field(default_factory=lambda: np.zeros((0, 256), np.float32))


def speakers(
    sound: Path, words: Sequence[TimedWord], speech: Sequence[Stretch], people: int | None, on_share: OnShare
) -> list[int]:
    """The number of the voice of each word, from 0, in the order in which they are first heard.

    `people` is how many speak; None guesses, and rather too few than too many.
    """
    if not words or people == 1:
        return [0] * len(words)
    windows = listen(sound, speech, on_share)
    if len(windows.vectors) < 2:
        return [0] * len(words)
    return in_order(settled(words, windows, _centres(windows.vectors, people)))


def listen(sound: Path, speech: Sequence[Stretch], on_share: OnShare) -> Windows:
    """The voice in every window in which somebody speaks."""
    found: list[Floats] = []
    middles: list[float] = []
    whole = seconds_of(sound)
    louder = voices.level(_loud_parts(sound, speech))
    for start, frames in _pieces(speech, whole):
        mels = voices.mel_frames(samples(sound, start, start + _PIECE + voices.FRAMES / 100) * louder)
        frames = [frame for frame in frames if frame + voices.FRAMES <= len(mels)]
        found.append(voices.voice_vectors(mels, frames))
        middles += [start + (frame + voices.FRAMES / 2) / 100 for frame in frames]
        on_share(min(1.0, (start + _PIECE) / whole))
    alone = [(start, end) for start, end in speech if _ALONE[0] <= end - start <= _ALONE[1]]
    filled = [_filled(samples(sound, start, end) * louder) for start, end in alone]
    starts = list(range(0, len(alone) * voices.FRAMES, voices.FRAMES))
    lone = voices.voice_vectors(np.concatenate(filled), starts) if filled else np.zeros((0, 256), np.float32)
    return Windows(np.concatenate(found), np.array(middles), alone, lone)


def _filled(sound: Samples) -> Floats:
    """The spectrogram of a short sound, said again until it fills a window."""
    mels = voices.mel_frames(sound)[:-1]
    return np.resize(mels, (voices.FRAMES, mels.shape[1]))


def _loud_parts(sound: Path, speech: Sequence[Stretch]) -> Samples:
    """Up to two minutes of speech from all over the recording, to judge its loudness by."""
    every = max(1, len(speech) // 60)
    parts = [samples(sound, start, min(end, start + 2)) for start, end in speech[::every]]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _pieces(speech: Sequence[Stretch], whole: float) -> Iterator[tuple[float, list[int]]]:
    """Where each piece of sound starts, and at which of its frames a window does."""
    spoken = np.zeros(int(whole * 100) + voices.FRAMES + 2)
    for start, end in speech:
        spoken[int(start * 100) : int(end * 100)] = 1
    shares = np.convolve(spoken, np.ones(voices.FRAMES), "full")[voices.FRAMES - 1 :] / voices.FRAMES
    for start in np.arange(0, whole, _PIECE):
        first = int(start * 100)
        frames = range(0, int(min(_PIECE, whole - start) * 100), _HOP)
        yield float(start), [frame for frame in frames if shares[first + frame] >= _LEAST_SPEECH]


def settled(words: Sequence[TimedWord], windows: Windows, centres: Floats) -> list[int]:
    """The voice of each word: the likeliest path through all of them (Viterbi)."""
    near = _nearness(words, windows, centres)
    best = near[0]
    came_from: list[NDArray[np.int64]] = []
    for at in range(1, len(words)):
        changed = best.max() - _cost(words[at - 1], words[at])
        came_from.append(np.where(best >= changed, np.arange(len(best)), best.argmax()))
        best = np.maximum(best, changed) + near[at]
    path = [int(best.argmax())]
    for step in reversed(came_from):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _cost(before: TimedWord, after: TimedWord) -> float:
    if ends_sentence(before.text):
        return _CHANGE_AT_END
    return _CHANGE_AT_PAUSE if after.start - before.end > _PAUSE else _CHANGE


def in_order(found: Sequence[int]) -> list[int]:
    """Numbers given anew, in the order in which they first come up."""
    numbers = {voice: number for number, voice in enumerate(dict.fromkeys(found))}
    return [numbers[voice] for voice in found]


def _nearness(words: Sequence[TimedWord], windows: Windows, centres: Floats) -> Floats:
    """How near each word is to each voice, times its seconds. Shape (words, voices)."""
    around, alone = windows.vectors @ centres.T, windows.alone_vectors @ centres.T
    rows = []
    for word in words:
        by_itself = _standing_alone(word, windows.alone)
        row = _mean_around(word, windows.middles, around) if by_itself is None else alone[by_itself]
        rows.append(row * min(0.6, max(0.1, word.end - word.start)))
    return np.array(rows)


def _mean_around(word: TimedWord, middles: NDArray[np.float64], likeness: Floats) -> Floats:
    first, last = np.searchsorted(middles, (word.start - _AROUND, word.end + _AROUND))
    if first == last:  # no window here: the one before speaks for it
        first = max(first - 1, 0)
        last = first + 1
    return np.asarray(likeness[first:last].mean(axis=0))


def _standing_alone(word: TimedWord, alone: Sequence[Stretch]) -> int | None:
    middle = (word.start + word.end) / 2
    at = bisect_left(alone, middle, key=lambda stretch: stretch[1])
    return at if at < len(alone) and alone[at][0] <= middle else None


def _centres(vectors: Floats, people: int | None) -> Floats:
    return gathered(vectors, people) if people else guessed(vectors)


def gathered(vectors: Floats, groups: int) -> Floats:
    """The centres of so many groups of vectors, shape (groups, 256): the best of many starts of k-means."""
    chance = np.random.default_rng(1)
    groups = min(groups, len(vectors))
    tries = [_k_means(vectors, chance.choice(len(vectors), groups, replace=False)) for _ in range(_STARTS)]
    return max(tries, key=lambda centres: float((vectors @ centres.T).max(axis=1).sum()))


def _k_means(vectors: Floats, start: NDArray[np.int64]) -> Floats:
    centres = vectors[start]
    for _ in range(30):
        likeness = vectors @ centres.T
        moved = np.stack([_centre(vectors, likeness, group, centres[group]) for group in range(len(centres))])
        if np.allclose(moved, centres, atol=1e-4):
            break
        centres = moved
    return centres


def _centre(vectors: Floats, likeness: Floats, group: int, before: Floats) -> Floats:
    """The mean of the surest members of a group, as a unit vector."""
    members = np.flatnonzero(likeness.argmax(axis=1) == group)
    if not len(members):
        return before
    surest = members[np.argsort(-likeness[members, group])[: max(1, int(len(members) * _SUREST))]]
    mean = vectors[surest].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def guessed(vectors: Floats) -> Floats:
    """The centres of as many groups as are clearly apart: rather one voice too few than one too many."""
    for groups in range(_MOST_GUESSED, 1, -1):
        centres = gathered(vectors, groups)
        if _are_apart(vectors, centres):
            return centres
    return gathered(vectors, 1)


def _are_apart(vectors: Floats, centres: Floats) -> bool:
    sizes = np.bincount((vectors @ centres.T).argmax(axis=1), minlength=len(centres))
    likest = (centres @ centres.T)[np.triu_indices(len(centres), 1)].max()
    return bool(likest < _SAME_VOICE and sizes.min() >= max(_LEAST_WINDOWS, _LEAST_SHARE * len(vectors)))
