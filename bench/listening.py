"""What listening adds to glossary proposals: `python -m bench.listening [--fit]`.

The stories that have sound, glossaries of 10, 100 and 1,000 terms as in `glossary.py`. Every place that the text alone
gives at least three chances in a hundred is listened to: tiny.en is told both texts, and the difference is the sound's
verdict. "text": the text's own score; "text and sound": both, weighed by HEARD (src/heard/core/weights.py), fitted
without the set they are tested on.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from math import log

import numpy as np
from faster_whisper.audio import decode_audio

from bench import glossary
from bench.doubt_order import auc
from bench.fitting import fit
from bench.walk import DATA, SOUND, stories
from heard.core import formats
from heard.core.candidates import candidates
from heard.media.engines.judge import Judge
from heard.media.listen import verdicts

FLOOR, MOST = 0.03, 30


@dataclass(frozen=True)
class Place:
    family: str
    size: int
    text: float
    verdict: float
    right: bool


def main(arguments: list[str]) -> None:
    found = [place for name in SOUND for place in places(name)]
    print(f"{'set':18s} terms  right  offered and right, of them right: text | text and sound, at 0.5")
    for name in SOUND:
        weights = fitted([place for place in found if place.family != name])
        for size in glossary.SIZES:
            some = [place for place in found if (place.family, place.size) == (name, size)]
            both = [heard_out(place, weights) for place in some]
            columns = (counted(some, [place.text for place in some]), counted(some, both))
            print(f"{name:18s} {size:5d} {sum(place.right for place in some):5d}  {columns[0]} | {columns[1]}")
    whole(found)
    if "--fit" in arguments:
        print("HEARD =", [round(float(value), 3) for value in fitted(found)])


def whole(found: list[Place]) -> None:
    """All sets together: how well each orders the places, and what it offers."""
    right = np.array([place.right for place in found], float)
    left_out = {name: fitted([place for place in found if place.family != name]) for name in SOUND}
    both = [heard_out(place, left_out[place.family]) for place in found]
    ways = {
        "the text": [place.text for place in found],
        "the sound": [place.verdict for place in found],
        "both": both,
    }
    for way, scores in ways.items():
        offered = "" if way == "the sound" else "  ".join(f"{counted(found, scores, at)} at {at}" for at in (0.5, 0.6))
        print(f"{way:10s} area under the curve {auc(np.array(scores), right):.3f}  {offered}")


def places(name: str) -> list[Place]:
    judge = Judge("tiny.en")
    rows = {row["id"]: row for row in map(json.loads, (DATA / name / "manifest.jsonl").read_text().splitlines())}
    found = []
    for story in stories(name):
        row = rows[story.name]
        sound = decode_audio(str(DATA / name / row["audio"]))
        hyp = DATA / name / row["hyp"]["whisper-base-int8"]
        words = formats.read(hyp.name, hyp.read_bytes()).words
        for size in glossary.SIZES:
            passage, truth, finder = glossary.prepared(story, glossary.terms_for(story, size))
            weighed = [(finder.weighed(passage, one), one) for one in candidates(passage, finder.memory, finder.terms)]
            some = sorted((pair for pair in weighed if pair[0].score >= FLOOR), key=lambda pair: -pair[0].score)[:MOST]
            heard = verdicts(words, sound, judge, [proposal for proposal, _ in some])
            found += [
                Place(name, size, proposal.score, verdict, truth.is_right(one))
                for (proposal, one), verdict in zip(some, heard, strict=True)
            ]
    return found


def fitted(some: list[Place]) -> np.ndarray:
    evidence = np.array([[logit(place.text), clipped(place.verdict)] for place in some])
    return fit(evidence, np.array([place.right for place in some], float), np.ones(2, bool))


def heard_out(place: Place, weights: np.ndarray) -> float:
    total = weights[0] + weights[1] * logit(place.text) + weights[2] * clipped(place.verdict)
    return float(1 / (1 + np.exp(-total)))


def logit(share: float) -> float:
    return log(share / (1 - share))


def clipped(verdict: float) -> float:
    return max(-12.0, min(12.0, verdict))


def counted(some: list[Place], scores: list[float], at: float = 0.5) -> str:
    offered = [place.right for place, score in zip(some, scores, strict=True) if score >= at]
    return f"{sum(offered):3d} of {len(offered):3d}"


if __name__ == "__main__":
    main(sys.argv[1:])
