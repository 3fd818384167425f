"""Words: how many are wrong, beside the bare engine with the same model and decoding, and what they cost.

    python -m bench.words [--sets osce_interviews ...] [--model base]

Data: HEARD_DATA_SETS (default ../shared/data), recorded human speech. Normaliser: Whisper's English one
(whisper-normalizer), which drops um and uh; errors counted by jiwer. Both engines run once on every file in this
process, on one thread, with one seed; CPU is process time. `ours` is the words step of the pipeline: speech found,
words heard, gated and timed. `repeats` counts phrases that stand four times or more in a row, and shows
them: people do say some. Then the sounds in which
nobody speaks, made on the spot, and the most memory that a recording of fifteen minutes takes.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ctranslate2
import jiwer
import numpy as np
from whisper_normalizer.english import EnglishTextNormalizer

from bench.told import DATA, cell, figure
from heard.media.engines import engine_for
from heard.media.engines.faster_whisper import DECODING, SEED, FasterWhisper
from heard.media.engines.speech import speech_in
from heard.media.probe import probe
from heard.media.request import Request
from heard.media.sound import RATE, decode, samples
from heard.media.words import write_words
from tests import sounds

SETS = ("osce_interviews", "ami_uk_meetings", "irish_dictation", "small_read", "lab_monologue")
normal = EnglishTextNormalizer()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--model", default="base")
    chosen = parser.parse_args()
    engine = engine_for(chosen.model)
    assert isinstance(engine, FasterWhisper)
    print(f"model {chosen.model}, {DECODING}")
    print(
        f"{'set':18}{'minutes':>8}{'words':>7}{'bare WER':>10}{'ours WER':>10}{'bare CPU':>10}{'ours CPU':>10}", end=""
    )
    print(f"{'ratio':>7}{'repeats':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name in chosen.sets:
            measure_set(engine, name, Path(folder))
        nobody_speaks(engine, Path(folder))
    most = memory(chosen.model)
    figure("memory", f"{most:.0f}")
    print(f"most memory for fifteen minutes, the whole pipeline in its child: {most:.0f} MB")


def measure_set(engine: FasterWhisper, name: str, folder: Path) -> None:
    """One line of the table: WER in percent, CPU seconds per second of sound."""
    truth, bare, ours = [], [], []
    cost = {"bare": 0.0, "ours": 0.0}
    whole = 0.0
    for row in map(json.loads, (DATA / name / "manifest.jsonl").read_text().splitlines()):
        sound = folder / f"{row['id']}.s16"
        request = Request(DATA / name / row["audio"], folder)
        whole += decode(request, probe(request), sound, lambda share: None)[0]
        truth.append(normal((DATA / name / row["ref"]).read_text()))
        bare.append(normal(timed(cost, "bare", lambda sound=sound: heard_bare(engine, sound))))
        ours.append(normal(timed(cost, "ours", lambda sound=sound: heard_by_us(engine, sound))))
    wrong = [100 * jiwer.wer(truth, said) for said in (bare, ours)]
    cell("words", name, "WER bare", f"{wrong[0]:.2f}")
    cell("words", name, "WER ours", f"{wrong[1]:.2f}")
    cell("words", name, "CPU, ours to bare", f"{cost['ours'] / cost['bare']:.2f}")
    print(
        f"{name:18}{whole / 60:8.1f}{sum(len(text.split()) for text in truth):7}{wrong[0]:10.2f}{wrong[1]:10.2f}"
        f"{cost['bare'] / whole:10.3f}{cost['ours'] / whole:10.3f}{cost['ours'] / cost['bare']:7.3f}"
        f"{sum(len(list(repeats(text))) for text in ours):9}",
        *(phrase for text in ours for phrase in repeats(text)),
        flush=True,
    )


def heard_bare(engine: FasterWhisper, sound: Path) -> str:
    ctranslate2.set_random_seed(SEED)
    segments, _ = engine._model.transcribe(samples(sound), language="en", **DECODING)
    return "".join(segment.text for segment in segments)


def heard_by_us(engine: FasterWhisper, sound: Path) -> str:
    kept = sound.with_name(f"{sound.stem}-{time.monotonic_ns()}")
    words = write_words(lambda: engine, sound, speech_in(sound), "en", lambda share: None, kept)
    return " ".join(word.text for word in words)


def nobody_speaks(engine: FasterWhisper, folder: Path) -> None:
    made = {
        "silence": sounds.silence(60),
        "faint noise": sounds.noise(60, 0.002),
        "noise": sounds.noise(60, 0.05),
        "loud noise": sounds.noise(60, 0.3),
        "hum and clicks": sounds.hum(60),
        "tone": sounds.tone(60),
        "music": sounds.music(60),
        "loud music": sounds.music(60, 0.4, seed=7),
    }
    found = {
        name: len(heard_by_us(engine, sounds.stored(folder / "nobody.s16", x)).split()) for name, x in made.items()
    }
    figure("invented", sum(found.values()))
    print("words written where nobody speaks:", ", ".join(f"{name} {count}" for name, count in found.items()))


def repeats(text: str) -> Iterator[str]:
    """Phrases of up to eight words that stand four times or more in a row, with what is around them."""
    words = text.split()
    for size in range(1, 9):
        for at in range(len(words) - 4 * size + 1):
            again = words[at : at + size] * 4 == words[at : at + 4 * size]
            if again and words[max(0, at - size) : at] != words[at : at + size]:
                yield f"“{' '.join(words[max(0, at - 3) : at + 4 * size + 3])}”"


def timed(cost: dict[str, float], name: str, work: Callable[[], str]) -> str:
    before = time.process_time()
    done = work()
    cost[name] += time.process_time() - before
    return done


def memory(model: str) -> float:
    """Megabytes: fifteen minutes put together from the first set, in a fresh process, so that only its child counts."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.words", "--memory", model], capture_output=True, text=True, check=True
    )
    return float(told.stdout)


def fifteen_minutes(model: str) -> None:
    from heard.media.child import run_in_child

    with tempfile.TemporaryDirectory() as folder:
        whole = np.concatenate(list(_interviews()))[: 900 * RATE]
        wav = sounds.recording(Path(folder) / "story.wav", whole)
        run_in_child(Request(wav, Path(folder) / "work", voices=2, model=model))
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def _interviews() -> Iterator[sounds.Samples]:
    for path in sorted((DATA / "osce_interviews" / "audio").iterdir()):
        yield sounds.decoded(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        fifteen_minutes(sys.argv[2])
    else:
        main()
