"""Where else was the same thing misheard? Finds the places, weighs the evidence and ranks. It offers, never applies.

memory, glossary --candidates--> places --evidence--> score --no two on one word--> proposals, best first
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import exp, log

from heard.core.offering.candidates import Candidate, Kind, Passage, candidates
from heard.core.offering.evidence import Evidence, Ground, sound_the_same, weigh
from heard.core.offering.lexicon import Zipf, rarest
from heard.core.offering.memory import Memory, Pair
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import Terms, Wanted, key_of, without_possessive
from heard.core.offering.weights import HEARD
from heard.core.transcript.corrections import Correction
from heard.core.transcript.words import Transcript

MIN_SCORES: dict[str, float] = {"repeat": 0.35, "style": 0.65, "at-work": 0.7, "sounds-alike": 0.6, "glossary": 0.65}
"""What is offered unless somebody asks otherwise, so that about nine of ten are right. "style": only spaces and hyphens
differ, and one reviewer's habit is not another's. "at-work": somebody has begun to put this story right; most of what
repeats there scores high, and who is at work loses most by wrong proposals."""
LEARNT_TERM_BELOW = 4.5
"""What people wrote where something else stood is looked for by its sound when it is no more ordinary than this."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words `first` to `last` (both included) of a passage probably should read `meant`.

    `score` is the probability that this is right. `evidence` says why, by name.
    """

    transcript: str
    first: int
    last: int
    heard: str
    meant: str
    kind: Kind
    score: float
    evidence: Evidence = field(default_factory=dict)

    def is_offered(self, min_score: float | None = None) -> bool:
        """Whether it is probable enough: by `min_score`, or else by what is usual for its kind."""
        return self.score >= (usual_score(self.kind, self.evidence) if min_score is None else min_score)


def usual_score(kind: Kind, evidence: Evidence) -> float:
    """How probable a proposal has to be, unless somebody asks otherwise."""
    if kind != "repeat":
        return MIN_SCORES[kind]
    if evidence.get("worked-on"):
        return MIN_SCORES["at-work"]
    return MIN_SCORES["style" if evidence.get("more-than-style") else "repeat"]


def heard_out(proposal: Proposal, verdict: float) -> Proposal:
    """The proposal after its place was listened to. `verdict`: by how much the sound prefers what is meant, in natural
    logarithms by the piece of a word (heard.media.listen). Of texts that sound the same the sound cannot tell one from
    the other: there the recogniser only says which it writes more often, and is not asked."""
    if sound_the_same(proposal.evidence):
        return replace(proposal, evidence=proposal.evidence | {"sound": 0.0})
    text = log(proposal.score / (1 - proposal.score))
    total = HEARD["text"] * text + _pull(verdict)
    return replace(proposal, score=1 / (1 + exp(-total)), evidence=proposal.evidence | {"sound": verdict})


def speaks_against(verdict: float) -> bool:
    """Whether the sound makes a proposal less probable. The recogniser leans to words that it knows, so that it has to
    prefer what stands there by more than a little."""
    return _pull(verdict) < 0


def _pull(verdict: float) -> float:
    return HEARD["bias"] + HEARD["sound"] * max(-12.0, min(12.0, verdict))


class Finder:
    """Looks through passages with one memory and one glossary. Make a new one when either has changed."""

    def __init__(self, memory: Memory, ear: Ear, zipf: Zipf, glossary: Iterable[Wanted] = ()) -> None:
        listed = list(glossary)
        taken = {key_of(wanted.text) for wanted in listed}
        learnt = [wanted for wanted in learnt_terms(memory, zipf) if key_of(wanted.text) not in taken]
        self.memory, self.ear, self.zipf = memory, ear, zipf
        self.terms = Terms([*listed, *learnt], ear, zipf)
        self.ground = Ground(memory, ear, zipf, self.terms)

    def about(self, pairs: Sequence[Pair]) -> Finder:
        """The same, but looking only for what these pairs say: after a fix, for instance."""
        narrow = copy(self)
        narrow.memory = self.memory.only(pairs)
        narrow.terms = Terms(learnt_terms(narrow.memory, self.zipf), self.ear, self.zipf)
        return narrow

    def beginnings(self, vocabulary: Iterable[str]) -> set[str]:
        """Of the plain words of an archive, those that a place worth weighing can begin with.

        Stories without any of them hold nothing, so that a database can leave them out.
        """
        return self.memory.beginnings() | self.terms.beginnings(vocabulary)

    def propose(
        self, passage: Passage, min_score: float | None = None, beginnings: Collection[str] | None = None
    ) -> list[Proposal]:
        """Best first. No two touch the same word. Without `min_score`, as many as is usual for their kinds
        (MIN_SCORES). With `beginnings`, looks only where one of them stands."""
        return best((self.weighed(passage, one) for one in self._candidates(passage, beginnings)), min_score)

    def possible(self, passage: Passage, min_score: float, beginnings: Collection[str] | None = None) -> list[Proposal]:
        """All there may be to propose, however unsure the recogniser was of each word: told from the text alone, so
        that only the paragraphs of these have to be taken apart. `surely` then makes of each what `propose` would."""
        unsure = replace(passage, confidences=[0.0] * len(passage.words))
        weighed = (self.weighed(unsure, one) for one in self._candidates(unsure, beginnings))
        return [one for one in weighed if one.is_offered(min_score)]

    def _candidates(self, passage: Passage, beginnings: Collection[str] | None) -> Iterator[Candidate]:
        starts = None if beginnings is None else [n for n, word in enumerate(passage.keys) if word in beginnings]
        return candidates(passage, self.memory, self.terms, starts)

    def weighed(self, passage: Passage, candidate: Candidate) -> Proposal:
        evidence = self.ground.evidence(passage, candidate)
        there = passage.words[candidate.first : candidate.end]
        return Proposal(
            passage.name, candidate.first, candidate.end - 1, " ".join(there), as_written(there, candidate.meant),
            candidate.kind, weigh(candidate.kind, evidence), evidence,
        )  # fmt: skip


def best(proposals: Iterable[Proposal], min_score: float | None = None) -> list[Proposal]:
    """Those that are to be offered, best first, of which no two touch the same word."""
    good = (one for one in proposals if one.is_offered(min_score))
    return list(_apart(sorted(good, key=lambda one: (-one.score, one.first))))


def surely(possible: Proposal, sure: float) -> Proposal:
    """What was only possible, once it is known how sure the recogniser was of the least sure of its words."""
    evidence = possible.evidence | {"doubt": 1 - sure}
    return replace(possible, score=weigh(possible.kind, evidence), evidence=evidence)


def passage_of(transcript: Transcript, name: str, story: str | None = None) -> Passage:
    """A transcript as it is looked through: turns are not looked across."""
    words = transcript.words
    turns = frozenset(n for n, (one, other) in enumerate(pairwise(words)) if one.paragraph != other.paragraph)
    sure = [word.confidence for word in words]
    known = any(confidence < 1 for confidence in sure)
    return Passage(name, [word.text for word in words], sure if known else None, story, turns)


def correction_of(transcript: Transcript, proposal: Proposal) -> Correction:
    """The proposal as a correction that somebody may accept."""
    words = transcript.words[proposal.first : proposal.last + 1]
    before = transcript.words[proposal.first - 1].id if proposal.first else None
    return Correction(tuple(word.id for word in words), before, proposal.meant)


def learnt_terms(memory: Memory, zipf: Zipf) -> Iterator[Wanted]:
    """What people meant, where it is no everyday word: it may be misheard otherwise next time."""
    times: dict[str, int] = {}
    for pair in memory:
        if pair.meant and not pair.paused:
            term = without_possessive(pair.meant)
            times[term] = times.get(term, 0) + pair.times
    for text, count in times.items():
        if count and rarest(key_of(text), zipf) < LEARNT_TERM_BELOW and sum(map(str.isalpha, text)) >= 4:
            yield Wanted(text, glossary=False, learnt=count)


def as_written(there: Sequence[str], meant: str) -> str:
    """`meant` with the punctuation around the words it replaces, and their capital at the start of a sentence."""
    first, last = there[0], there[-1]
    opening = first[: len(first) - len(first.lstrip("\"'“‘(["))]
    closing = last[len(last.rstrip('.,;:!?…"”)]')) :]
    if first.lstrip("\"'“‘([")[:1].isupper() and meant[:1].islower() and meant.islower():
        meant = meant[:1].upper() + meant[1:]
    return opening + meant.rstrip(".,;:!?") + closing


def _apart(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    taken: set[tuple[str, int]] = set()
    for one in proposals:
        places = {(one.transcript, position) for position in range(one.first, one.last + 1)}
        if not places & taken:
            taken |= places
            yield one
