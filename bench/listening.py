"""What listening adds: `python -m bench.listening [--fit]`.

The stories that have sound. Every place that the text alone gives at least three chances in a hundred is listened to:
tiny.en is told both texts, and the difference is the sound's verdict; where both sound the same, it has none. "text":
the text's own score; "text and sound": both, weighed by HEARD (core/offering/weights.py), fitted without the set they
are tested on.

- Glossaries of 10, 100 and 1,000 terms as in `glossary.py`.
- Repeats: the stories walked through in order, as in `repeats.py`, at the usual scores.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from faster_whisper.audio import decode_audio

from bench import glossary
from bench.doubt_order import auc
from bench.fitting import fit
from bench.told import asked, cell
from bench.walk import DATA, SOUND, Row, Story, stories, walk
from heard.core import formats
from heard.core.offering.evidence import sound_the_same, weigh
from heard.core.offering.proposals import Proposal, usual_score
from heard.core.transcript.words import Word
from heard.media.engines.judge import Judge
from heard.media.listen import verdicts

FLOOR, MOST = 0.03, 30


@dataclass(frozen=True)
class Place:
    """A place that was listened to. `size` is of the glossary, 0 for repeats. `same`: both texts sound the same."""

    family: str
    size: int
    text: float
    verdict: float
    right: bool
    usual: float
    same: bool
    hits: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class Sound:
    """One story with its words and its sound."""

    story: Story
    words: Sequence[Word]
    samples: np.ndarray


def main(arguments: list[str]) -> None:
    judge = Judge("tiny.en")
    sounds = {name: list(heard(name)) for name in SOUND}
    found = [place for name in SOUND for sound in sounds[name] for place in listed(name, sound, judge)]
    left_out = {name: fitted([place for place in found if place.family != name]) for name in SOUND}
    print(f"{'set':18s} terms  right  offered and right, of them right: text | text and sound, at 0.5")
    for name in SOUND:
        for size in glossary.SIZES:
            some = [place for place in found if (place.family, place.size) == (name, size)]
            both = [heard_out(place, left_out[name]) for place in some]
            columns = (counted(some, [place.text for place in some]), counted(some, both))
            print(f"{name:18s} {size:5d} {sum(place.right for place in some):5d}  {columns[0]} | {columns[1]}")
    whole(found, left_out)
    print("\nrepeats            errors that repeat; offered and right, of them right, found: text | text and sound")
    for name in SOUND:
        repeats(name, sounds[name], judge, left_out[name])
    if "--fit" in arguments:
        print("HEARD =", [round(float(value), 3) for value in fitted(found)])


def whole(found: list[Place], left_out: dict[str, np.ndarray]) -> None:
    """All sets together: how well each orders the places, and what it offers."""
    right = np.array([place.right for place in found], float)
    both = [heard_out(place, left_out[place.family]) for place in found]
    ways = {
        "the text": [place.text for place in found],
        "the sound": [place.verdict for place in found],
        "both": both,
    }
    for way, scores in ways.items():
        column = "area under the curve"
        cell("glossaries", way, column, f"{auc(np.array(scores), right):.3f}".removeprefix("0"))
        for at in (0.5, 0.6):
            cell("glossaries", way, f"right of offered at {at}", " ".join(counted(found, scores, at).split()))
        offered = "" if way == "the sound" else "  ".join(f"{counted(found, scores, at)} at {at}" for at in (0.5, 0.6))
        print(f"{way:10s} area under the curve {auc(np.array(scores), right):.3f}  {offered}")


def heard(name: str) -> Iterator[Sound]:
    rows = {row["id"]: row for row in map(json.loads, (DATA / name / "manifest.jsonl").read_text().splitlines())}
    for story in stories(name):
        row = rows[story.name]
        hyp: Path = DATA / name / row["hyp"]["whisper-base-int8"]
        yield Sound(
            story, formats.read(hyp.name, hyp.read_bytes()).words, decode_audio(str(DATA / name / row["audio"]))
        )


def listed(name: str, sound: Sound, judge: Judge) -> Iterator[Place]:
    for size in glossary.SIZES:
        yield from listened(name, size, glossary.rows(sound.story, glossary.terms_for(sound.story, size)), sound, judge)


def repeats(name: str, sounds: list[Sound], judge: Judge, weights: np.ndarray) -> None:
    by_name = {sound.story.name: sound for sound in sounds}
    walked = list(walk([sound.story for sound in sounds]))
    for kind in ("across", "within"):
        here = [one for one in walked if one.walk == kind]
        errors = frozenset((one.story, error.first) for one in here for error in one.errors if error.seen)
        some = [place for one in here for place in listened(name, 0, one.rows, by_name[one.story], judge)]
        text = found_of(some, [one.text for one in some], errors)
        both = found_of(some, [heard_out(one, weights) for one in some], errors)
        cell("repeats", f"{name}, {kind}", "errors that repeat", len(errors))
        cell("repeats", f"{name}, {kind}", "the text alone", _short(text))
        cell("repeats", f"{name}, {kind}", "both", _short(both))
        print(f"{name:18s} {kind}  {len(errors):3d}  {text} | {both}")


def _short(found: str) -> str:
    return " ".join(found.removesuffix(" found").replace(",", " /").split())


def listened(name: str, size: int, rows: Iterable[Row], sound: Sound, judge: Judge) -> Iterator[Place]:
    scored = sorted(((weigh(row.candidate.kind, row.evidence), row) for row in rows), key=lambda pair: -pair[0])
    likely = [(score, row) for score, row in scored if score >= FLOOR][:MOST]
    changes = [proposal(score, row) for score, row in likely]
    for (score, row), verdict in zip(likely, verdicts(sound.words, sound.samples, judge, changes), strict=True):
        hits = frozenset((row.story, at) for at in range(row.candidate.first, row.candidate.end))
        usual = usual_score(row.candidate.kind, row.evidence)
        yield Place(name, size, score, verdict, row.right, usual, sound_the_same(row.evidence), hits)


def proposal(score: float, row: Row) -> Proposal:
    one = row.candidate
    return Proposal(
        row.story, one.first, one.end - 1, " ".join(one.heard), one.meant, one.kind, score, row.evidence
    )  # fmt: skip


def fitted(places: list[Place]) -> np.ndarray:
    some = [place for place in places if not place.same]
    evidence = np.array([[logit(place.text), clipped(place.verdict)] for place in some])
    return fit(evidence, np.array([place.right for place in some], float), np.ones(2, bool))


def heard_out(place: Place, weights: np.ndarray) -> float:
    if place.same:
        return place.text
    total = weights[0] + weights[1] * logit(place.text) + weights[2] * clipped(place.verdict)
    return float(1 / (1 + np.exp(-total)))


def logit(share: float) -> float:
    return log(share / (1 - share))


def clipped(verdict: float) -> float:
    return max(-12.0, min(12.0, verdict))


def counted(some: list[Place], scores: list[float], at: float = 0.5) -> str:
    offered = [place.right for place, score in zip(some, scores, strict=True) if score >= at]
    return f"{sum(offered):3d} of {len(offered):3d}"


def found_of(some: list[Place], scores: list[float], errors: frozenset[tuple[str, int]]) -> str:
    offered = [place for place, score in zip(some, scores, strict=True) if score >= place.usual]
    found = errors & frozenset[tuple[str, int]]().union(*(place.hits for place in offered if place.right))
    return f"{sum(place.right for place in offered):3d} of {len(offered):3d}, {len(found):3d} found"


if __name__ == "__main__":
    main(asked(__doc__))
