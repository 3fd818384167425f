"""Which words are likely wrong, as a calibrated probability, and which of them would do harm if they were.

Evidence: how sure the recogniser was of the word and of its neighbours, whether a second, smaller recogniser heard
something else there, how well the sound bears the word out, how rare and how
short it is. Weights by `bench/doubt_order.py`; none knows a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from heard.core.listening.opinions import Opinion
from heard.core.offering.lexicon import Zipf
from heard.core.offering.sounds import Ear
from heard.core.offering.weights import DOUBT
from heard.core.transcript.alignment import align, key
from heard.core.transcript.words import FILLERS, Transcript, Word, plain

NEGATIONS = frozenset({"no", "not", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot"})
_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half"
)
_NUMBERS = frozenset(_NUMBER_WORDS.split())


@dataclass(frozen=True, slots=True)
class Doubt:
    """`wrong` is the probability that the word is not what was said. `harm` says that its loss would turn the meaning.

    `instead` is what the second recogniser heard there, where it heard otherwise.
    """

    word: str
    wrong: float
    harm: bool
    instead: str | None = None


def doubts(
    transcript: Transcript,
    zipf: Zipf,
    ear: Ear,
    second: Sequence[str] | None = None,
    told: Sequence[float] | None = None,
) -> list[Doubt]:
    """One for every word, in order. `second` is what another recogniser heard in the same recording; `told` how
    probable the sound makes each word (heard.media.listen). What a person wrote is not doubted.
    """
    return _doubts(transcript, zipf, ear, rivals(transcript.words, second) if second else None, told)


def doubts_with(transcript: Transcript, zipf: Zipf, ear: Ear, opinions: Mapping[str, Opinion]) -> list[Doubt]:
    """The same with both opinions by word. Words that nobody was asked about are judged alone."""
    known = [opinions.get(word.id) for word in transcript.words]
    instead = [one.instead if one else None for one in known]
    return _doubts(transcript, zipf, ear, instead, [one.told if one else None for one in known])


def _doubts(
    transcript: Transcript,
    zipf: Zipf,
    ear: Ear,
    rival: Sequence[str | None] | None,
    told: Sequence[float | None] | None,
) -> list[Doubt]:
    words = transcript.words
    found = []
    for position, word in enumerate(words):
        instead = rival[position] if rival else None
        evidence = evidence_of(words, position, instead, zipf, ear) | told_evidence(told, position)
        weights = DOUBT[_asked(rival, told, position)]
        wrong = 0.0 if word.source != "machine" else _chance(evidence, weights)
        found.append(Doubt(word.id, wrong, is_harmful(word.text), instead))
    return found


def _asked(rival: Sequence[str | None] | None, told: Sequence[float | None] | None, position: int) -> str:
    """Which weights there are for what is known of a word."""
    if told and told[position] is None:
        return "alone"
    return ("told" if told else "") + ("second" if rival else "") or "alone"


def evidence_of(words: Sequence[Word], position: int, instead: str | None, zipf: Zipf, ear: Ear) -> dict[str, float]:
    """What speaks against a word. Every number grows with the doubt."""
    word = words[position]
    text = plain(word.text)
    beside = [
        other.confidence for other in (*words[max(0, position - 1) : position], *words[position + 1 : position + 2])
    ]
    return {
        "unsure": _unsure(word.confidence),
        "probability": 1 - word.confidence,
        "unsure-beside": max(map(_unsure, beside), default=0.0),
        "otherwise": float(instead is not None),
        "otherwise-sounds": 1 - ear.likeness([text], instead.split()) if instead else 0.0,
        "otherwise-unsure": (1 - word.confidence) if instead is not None else 0.0,
        "rare": max(0.0, 5 - zipf(text)),
        "short": float(len(text) <= 3),
        "hurried": max(0.0, 0.06 - (word.end - word.start) / max(len(text), 1)) * 20,
        "drawn": min(2.0, max(0.0, (word.end - word.start) - 0.1 * len(text) - 0.3)),
    }


def told_evidence(told: Sequence[float | None] | None, position: int) -> dict[str, float]:
    """What the sound says against a word and against the one after it."""
    here = told[position] if told else None
    if not told or here is None:
        return {}
    after = told[position + 1] if position + 1 < len(told) else None
    return {"told": _unsure(exp(here)), "told-after": _unsure(exp(after or 0.0))}


def is_harmful(text: str) -> bool:
    """Negations and numbers: hearing them wrong turns the meaning round."""
    word = plain(text)
    return word in NEGATIONS or word.endswith(("n't", "n’t")) or word in _NUMBERS or any(map(str.isdigit, word))


def _unsure(confidence: float) -> float:
    """The odds against, as a logarithm, moderated at the sure end."""
    sure = min(max(confidence, 0.01), 0.999)
    return log((1 - sure) / sure) + 7


def _chance(evidence: dict[str, float], weights: dict[str, float]) -> float:
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + exp(-total))


def rivals(words: Sequence[Word], second: Sequence[str]) -> list[str | None]:
    """What the second recogniser heard instead of each word; None where it agrees. Hesitations do not count."""
    rival: list[str | None] = [None] * len(words)
    others = [text for text in second if plain(text) not in FILLERS]
    for block in align([key(word.text) for word in words], [key(text) for text in others]):
        if not block.same:
            there = " ".join(others[block.new_start : block.new_end])
            for position in range(block.old_start, block.old_end):
                rival[position] = there
    return rival
