"""Speakers: how many words are given to the right voice, and what that costs.

    python -m bench.speakers

Data: HEARD_DATA_SETS (default ../shared/data), recorded human speech: the development interviews, two people each.
Truth: the turns of the human transcript, aligned to the words of the machine; only words that both have alike count,
so a wrong word has no voice to get right. Voices are matched to people as suits best. CPU is process time for each
second of sound, on one thread. "nobody said" is the guess; how often it finds the right number is shown on recordings
of one, two, three and four people, the last two spliced in turns from recordings of one or two.
"""

from __future__ import annotations

import difflib
import json
import os
import tempfile
import time
from itertools import permutations
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bench.told import DATA, asked, figure
from heard.core.transcript.words import plain
from heard.media.engines import engine_for
from heard.media.engines.speech import speech_in
from heard.media.sound import RATE, seconds_of
from heard.media.speakers import speakers
from heard.media.words import TimedWord, write_words
from tests import sounds

SET = DATA / "osce_interviews"


def main() -> None:
    asked(__doc__)
    engine = engine_for("base")
    print(f"{'recording':12}{'asked for':>12}{'voices':>8}{'words':>7}{'right':>9}{'CPU':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        right: dict[int | None, list[float]] = {}
        costs, guessed = [], []
        for row in map(json.loads, (SET / "manifest.jsonl").read_text().splitlines()):
            sound = sounds.stored(folder / f"{row['id']}.s16", sounds.decoded(SET / row["audio"]))
            speech = speech_in(sound)
            words = write_words(lambda: engine, sound, speech, "en", lambda share: None, folder / row["id"])
            truth = said_by(words, json.loads((SET / row["turns"]).read_text()))
            for wish in (2, None, 1, 3):
                before = time.process_time()
                found = speakers(sound, words, speech, wish, lambda share: None)
                cost = (time.process_time() - before) / seconds_of(sound)
                told, share = wish or "nobody said", 100 * share_right(found, truth)
                right.setdefault(wish, []).append(share)
                costs.append(cost)
                guessed += [max(found) == 1] if wish is None else []
                shown = f"{share:8.2f} %"
                print(f"{row['id']:12}{told!s:>12}{max(found) + 1:8}{len(truth):7}{shown}{cost:8.3f}", flush=True)
        for name, people, sound in spliced():
            number = guess(sounds.stored(folder / "spliced.s16", sound))
            guessed.append(number == people)
            print(f"{name:36} has {people}, guessed {number}", flush=True)
    for wish, shares in right.items():
        figure(f"told_{wish or 'nothing'}", ", ".join(f"{share:.2f}" for share in shares))
    figure("cost", f"{min(costs):.3f} to {max(costs):.3f}")
    figure("guessed", f"{sum(guessed)} of {len(guessed)}")


def said_by(words: list[TimedWord], turns: list[dict[str, str]]) -> dict[int, str]:
    """Who said each word of the machine that the human transcript has too."""
    truth = [(plain(text), turn["speaker"]) for turn in turns for text in turn["text"].split()]
    match = difflib.SequenceMatcher(None, [plain(w.text) for w in words], [text for text, _ in truth], autojunk=False)
    return {a + n: truth[b + n][1] for a, b, size in match.get_matching_blocks() for n in range(size)}


def share_right(found: list[int], truth: dict[int, str]) -> float:
    """With voices matched to people in the way that fits best; a voice too many matches nobody."""
    people: list[str | None] = sorted(set(truth.values()))  # type: ignore[assignment]
    voices = max(found) + 1
    ways = permutations(people + [None] * max(0, voices - len(people)), voices)
    return max(sum(way[found[at]] == person for at, person in truth.items()) / len(truth) for way in ways)


def guess(sound: Path) -> int:
    speech = speech_in(sound)
    words = [TimedWord("word", start, end, 1.0) for start, end in speech]
    return max(speakers(sound, words, speech, None, lambda share: None)) + 1


def spliced() -> list[tuple[str, int, sounds.Samples]]:
    irish, libri = read("irish_dictation/audio/rosehill_v1.mp3"), read("small_read/audio/librispeech_1089_mini.flac")
    lj = np.concatenate([read(f"small_read/audio/LJ001-000{number}.flac") for number in range(1, 9)])
    one, four, cold = (read(f"osce_interviews/audio/{name}.mp3", 120) for name in ("CAR0001", "CAR0004", "RES0091"))
    return [
        ("dictation, Irish", 1, irish),
        ("audiobook, LibriSpeech", 1, libri),
        ("audiobook, LJ", 1, lj),
        ("eleven seconds of speech", 1, read("small_read/audio/jfk.flac")),
        ("two audiobooks", 2, turns(lj, libri)),
        ("audiobook and dictation", 2, turns(libri, irish[: 70 * RATE])),
        ("two audiobooks and dictation", 3, turns(lj, libri, irish[: 70 * RATE])),
        ("interview and dictation", 3, turns(four, irish[: 60 * RATE])),
        ("interview and audiobook", 3, turns(one, lj)),
        ("two interviews", 4, turns(one, cold)),
    ]


def read(path: str, seconds: int | None = None) -> sounds.Samples:
    return sounds.decoded(DATA / path)[: seconds and seconds * RATE]


def turns(*recordings: sounds.Samples, number: int = 6) -> sounds.Samples:
    parts = zip(*(np.array_split(recording, number) for recording in recordings), strict=True)
    return np.concatenate([part for turn in parts for part in turn])


if __name__ == "__main__":
    main()
