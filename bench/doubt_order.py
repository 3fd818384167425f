"""How many wrong words a helper meets in the most doubtful 10, 20 and 30 %: `python -m bench.doubt_order [--fit]`.

Real speech with Whisper base's own word probabilities. The second opinion is tiny.en, either writing by itself
("second") or told the text and asked how it likes each word ("told"); both are made once and kept in `bench/.kept`.
Texts are compared with Whisper's English normaliser (ok is okay, alright is all right); hesitations are free, missing
words cannot be doubted. Weights are fitted to all files but the one they are tested on. `--fit` prints those of all
files for src/heard/core/offering/weights.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio
from whisper_normalizer.english import EnglishTextNormalizer

from bench.fitting import fit
from bench.told import asked, cell, figure
from bench.walk import DATA, SOUND
from heard.core import formats
from heard.core.listening.doubt import evidence_of, rivals, told_evidence
from heard.core.offering.sounds import Ear
from heard.core.transcript.alignment import align
from heard.core.transcript.words import FILLERS, Transcript, plain
from heard.media.engines.judge import Judge
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from heard.media.engines.weights import whisper_folder
from heard.media.listen import told

KEPT = Path(__file__).parent / ".kept"
SHARES = (0.1, 0.2, 0.3)
EAR = Ear(pronounce)
SAME = {"ok": "okay", "alright": "all right", "yep": "yeah", "mhm": "", "mm-hmm": ""}
_whisper = EnglishTextNormalizer()


@dataclass(frozen=True)
class File:
    """One recording: evidence for each word, which words are wrong, and the two simplest scores."""

    name: str
    evidence: list[dict[str, float]]
    wrong: np.ndarray
    probability: np.ndarray
    disagrees: np.ndarray


ALONE = ("unsure", "probability", "unsure-beside", "rare", "short", "hurried", "drawn")
SECOND = ("otherwise", "otherwise-sounds", "otherwise-unsure")
TOLD = ("told", "told-after")
MODES = {"alone": ALONE, "second": ALONE + SECOND, "told": ALONE + TOLD, "toldsecond": ALONE + SECOND + TOLD}


_LABELS = {
    "alone": "ours, one recogniser",
    "second": "ours, tiny.en writes too",
    "told": "ours, tiny.en is told the text",
    "toldsecond": "ours, both (`heard doubt --audio`, and the worker)",
}
_BEST = _LABELS["toldsecond"]
_COLUMNS = {"osce_interviews": "three OSCE interviews", "irish_dictation": "Irish dictation"}


def normal(text: str) -> str:
    """Whisper's normaliser, and ways of writing the same word."""
    return " ".join(SAME.get(word, word) for word in _whisper(text).split()).strip()


def main(arguments: Sequence[str]) -> None:
    sets = {name: files(name) for name in SOUND}
    everything = [one for group in sets.values() for one in group]
    print(f"{'set':18s} {'words':>6s} {'wrong':>5s}  {'score':50s} 10 %  20 %  30 %  AUC    ECE")
    for name, group in sets.items():
        wrong = np.concatenate([one.wrong for one in group])
        for label, score in scores(everything).items():
            values = np.concatenate([score(one) for one in group])
            found = "  ".join(f"{caught(values, wrong, share):.2f}" for share in SHARES)
            cell("doubt", label, _COLUMNS[name], " / ".join(f"{caught(values, wrong, s):.2f}"[1:] for s in SHARES))
            if name == "osce_interviews":
                sure = "-" if "x" in label else f"{calibration(values, wrong):.3f}"[1:]
                cell("doubt", label, "calibration error, OSCE", sure)
                figure("wrong", f"{int(wrong.sum())} wrong of {len(wrong):,}")
                if label == _BEST:
                    figure("fifth", f"{100 * caught(values, wrong, 0.2):.0f} %")
            error = "-" if "x" in label else f"{calibration(values, wrong):.3f}"
            print(
                f"{name:18s} {len(wrong):6d} {int(wrong.sum()):5d}  {label:50s} {found}  "
                f"{auc(values, wrong):.3f}  {error}"
            )
    if "--fit" in arguments:
        for mode, names in MODES.items():
            found = dict(zip(("bias", *names), fitted(everything, names), strict=True))
            print(f'    "{mode}": { {name: round(float(value), 3) for name, value in found.items() if value} },')


def scores(everything: list[File]) -> dict[str, Callable[[File], np.ndarray]]:
    """Ways of ordering. Weights are fitted without the file they are tested on, and without its twin recording."""

    def ours(names: tuple[str, ...]) -> Callable[[File], np.ndarray]:
        def score(one: File) -> np.ndarray:
            found = fitted([other for other in everything if twin(other) != twin(one)], names)
            return 1 / (1 + np.exp(-(found[0] + matrix([one], names) @ found[1:])))

        return score

    simple: dict[str, Callable[[File], np.ndarray]] = {
        "1 - probability": lambda one: one.probability,
        "1 - p + 0.5 x disagreement": lambda one: one.probability + 0.5 * one.disagrees,
    }
    return simple | {_LABELS[mode]: ours(names) for mode, names in MODES.items()}


def twin(one: File) -> str:
    """The Irish dictation is one text on two microphones."""
    return one.name.partition("_v")[0]


def fitted(group: Sequence[File], names: tuple[str, ...]) -> np.ndarray:
    wrong = np.concatenate([one.wrong for one in group])
    return fit(matrix(group, names), wrong, np.ones(len(names), bool), l2=3.0)


def matrix(group: Sequence[File], names: tuple[str, ...]) -> np.ndarray:
    return np.array([[evidence[name] for name in names] for one in group for evidence in one.evidence])


def files(name: str) -> list[File]:
    found = []
    for line in (DATA / name / "manifest.jsonl").read_text().splitlines():
        row = json.loads(line)
        first = transcript(DATA / name / row["hyp"]["whisper-base-int8"])
        if first.words:
            audio = DATA / name / row["audio"]
            second = transcript(second_opinion(name, row["id"], audio))
            told = told_opinion(name, row["id"], audio, first)
            found.append(file_of(row["id"], first, second, told, (DATA / name / row["ref"]).read_text()))
    return found


def file_of(name: str, first: Transcript, second: Transcript, told: list[float], said: str) -> File:
    rival = rivals(first.words, [word.text for word in second.words])
    keep = [n for n, word in enumerate(first.words) if plain(word.text) not in FILLERS and normal(word.text)]
    wrong = wrong_words([first.words[n].text for n in keep], said)
    evidence = [evidence_of(first.words, n, rival[n], zipf, EAR) | told_evidence(told, n) for n in keep]
    sure = np.array([first.words[n].confidence for n in keep])
    return File(name, evidence, wrong, 1 - sure, np.array([rival[n] is not None for n in keep]))


def wrong_words(heard: Sequence[str], said: str) -> np.ndarray:
    tokens = [(token, number) for number, word in enumerate(heard) for token in normal(word).split()]
    true = [token for token in normal(said).split() if token not in FILLERS]
    wrong = np.zeros(len(heard))
    for block in align([token for token, _ in tokens], true):
        if not block.same:
            wrong[[number for _, number in tokens[block.old_start : block.old_end]]] = 1
    return wrong


def caught(values: np.ndarray, wrong: np.ndarray, share: float) -> float:
    first = np.argsort(-values, kind="stable")[: round(share * len(values))]
    return float(wrong[first].sum() / wrong.sum())


def auc(values: np.ndarray, wrong: np.ndarray) -> float:
    order = np.argsort(np.argsort(values))
    bad = wrong == 1
    return float((order[bad].mean() - (bad.sum() - 1) / 2) / (~bad).sum())


def calibration(values: np.ndarray, wrong: np.ndarray) -> float:
    """Expected calibration error over ten bands of equal size."""
    bands = np.array_split(np.argsort(values), 10)
    return float(sum(len(band) * abs(values[band].mean() - wrong[band].mean()) for band in bands) / len(values))


def transcript(path: Path) -> Transcript:
    return formats.read(path.name, path.read_bytes())


def second_opinion(name: str, story: str, audio: Path) -> Path:
    kept = KEPT / name / f"{story}.json"
    if not kept.exists():
        whisper = WhisperModel(str(whisper_folder("tiny.en")), device="cpu", compute_type="int8", cpu_threads=1)
        segments, _ = whisper.transcribe(str(audio), language="en", beam_size=1, word_timestamps=True)
        heard = [
            {
                "start": one.start, "end": one.end, "text": one.text,
                "words": [[word.start, word.end, word.word, word.probability] for word in one.words or []],
            }
            for one in segments
        ]  # fmt: skip
        _keep(kept, heard)
    return kept


def told_opinion(name: str, story: str, audio: Path, first: Transcript) -> list[float]:
    kept = KEPT / name / f"{story}.told.json"
    if not kept.exists():
        _keep(kept, told(first.words, decode_audio(str(audio)), Judge("tiny.en")))
    return [float(value) for value in json.loads(kept.read_text())]


def _keep(path: Path, what: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(what))


if __name__ == "__main__":
    main(asked(__doc__))
