"""What speaks for a proposal and what against, as a few numbers, and the probability that follows from them.

Every number grows with the case for the proposal. The weights (weights.py) were fitted once on other people's
corrections by `bench/fit_proposals.py`; none knows a particular word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import exp, log, log10

from rapidfuzz.distance import Levenshtein

from heard.core.offering.candidates import Candidate, Kind, Passage
from heard.core.offering.lexicon import RARE, UNKNOWN, Zipf, rarest
from heard.core.offering.memory import Memory, Occurrence, Pair, occurrence_at
from heard.core.offering.sounds import Ear, likeness
from heard.core.offering.terms import Terms, key_of, letters_of, without_possessive
from heard.core.offering.weights import WEIGHTS

Evidence = dict[str, float]
NOBODY_SAYS = 3.5
"""How much rarer than a word met once in 100,000 (Zipf 4) a phrase is that nobody says."""
NAME = 4.0
"""A capital marks words as a name where they are no more ordinary than this."""
EVERYDAY = 5.0
"""Words that are all more ordinary than this make no odd phrase."""
ODD = 0.84
"""A phrase is odd only where it sounds so much like what was meant: else somebody put it in other words."""

_OFTEN = 3
"""Words that stand more often than this in a story may well be misheard each time."""


def weigh(kind: Kind, evidence: Evidence) -> float:
    """The calibrated probability that the proposal is right."""
    weights = WEIGHTS[kind]
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in evidence.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def sound_the_same(evidence: Evidence) -> bool:
    """Whether what stands there and what is meant have the same sounds."""
    return evidence.get("sounds", 0.0) >= 2 - 1e-6


class Ground:
    """Gathers evidence from one memory and one set of terms."""

    def __init__(self, memory: Memory, ear: Ear, zipf: Zipf, terms: Terms) -> None:
        self.memory, self.ear, self.zipf, self.terms = memory, ear, zipf, terms
        self._pairs: dict[int, _Record] = {}
        self._last: tuple[Passage, bool] | None = None

    def evidence(self, passage: Passage, candidate: Candidate) -> Evidence:
        meant = key_of(candidate.meant)
        evidence = self._of_words(candidate, meant) | self._of_place(passage, candidate, meant)
        if candidate.pair:
            evidence |= self._of_pair(candidate) | self._taught(passage, candidate, candidate.pair)
        else:
            evidence |= self._of_term(passage, candidate, meant)
        # What nobody says is no more right for being written often.
        return evidence | {"heard-here": 0.0} if evidence["odd-phrase"] else evidence

    def _of_term(self, passage: Passage, candidate: Candidate, meant: tuple[str, ...]) -> Evidence:
        heard = candidate.heard
        usual = rarest(heard, self.memory.usual)
        alike = 10 * (candidate.alike - 0.8)
        found = {
            "alike-unknown": alike if usual < UNKNOWN else 0.0,
            "alike-rare": alike if UNKNOWN <= usual < RARE else 0.0,
            "alike-ordinary": 0.0 if usual < RARE else alike,
            "whole": -float(letters_of(heard) != letters_of(meant) and _is_part(heard, meant)),
            "spelt": 10 * (Levenshtein.normalized_similarity(letters_of(heard), letters_of(meant)) - 0.7),
            "odd-phrase": 0.0 if letters_of(heard) == letters_of(meant) else self._oddness(heard, candidate.alike),
            "same-sound": float(candidate.alike > 0.99),
            "margin": 10 * min(candidate.margin, 0.2),
            "learnt": log(1 + candidate.learnt),
            "few-terms": -log10(max(self.terms.size, 1)),
            "stands": -log(1 + self.memory.stood(heard)[0]),
            "meant-before-here": float(self._was_meant(passage, meant)),
        }
        is_listed = candidate.kind == "glossary" and candidate.learnt
        # What editors listed was not found by its sound among many others.
        return found | {"few-terms": 0.0, "words": 0.0} if is_listed else found

    def _of_words(self, candidate: Candidate, meant: tuple[str, ...]) -> Evidence:
        heard = candidate.heard
        one, other = self.ear.sounds(heard), self.ear.sounds(meant)
        same, rare = letters_of(heard) == letters_of(meant), rarest(heard, self.memory.usual)
        return {
            "sounds": 10 * max(likeness(one, other) - 0.8, -0.4),
            "length": log(1 + min(len(one), len(other))),
            "heard-rare": 4 - rare,
            "meant-rare": 4 - rarest(meant, self.zipf),
            "unknown": float(rare < UNKNOWN),
            "begins": float(one.exact[:1] == other.exact[:1]),
            "words": float(len(heard) - 1),
            "joined": float(same and len(heard) > len(meant)),
            "parted": float(same and len(heard) < len(meant)),
            "more-than-style": -float(same),
            "never-wanted": -log(1 + self.memory.wanted(heard)),
            "name": float(self._is_name(candidate.meant)),
        }

    def _of_pair(self, candidate: Candidate) -> Evidence:
        """What the two texts tell about a fix that was made once: whether it put a mishearing right, and whether
        anybody would say what was heard."""
        heard, meant = candidate.heard, key_of(candidate.meant)
        same, figures = letters_of(heard) == letters_of(meant), _has_figures((*heard, *meant))
        spoilt = not same and (_is_part(heard, meant) or _is_torn(candidate.meant))
        misheard = not (same or figures or spoilt)
        rare = 4 - self.memory.usual_phrase(heard)
        alike = self.ear.likeness(heard, meant)
        return {
            "nobody-says": float(misheard and rare >= NOBODY_SAYS),
            "odd-phrase": self._oddness(heard, alike) if misheard else 0.0,
            "whole": -float(spoilt),
            "no-figures": -float(figures and not same),
            "no-homophone": -float(misheard and alike > 0.999 and rare < 1),
            "listed": float(misheard and self.terms.lists(meant)),
        }

    def _oddness(self, heard: tuple[str, ...], alike: float) -> float:
        """0 to 2.5: how seldom anybody would say words that follow each other, where they sound like what is meant."""
        if len(heard) < 2 or alike < ODD or rarest(heard, self.zipf) >= EVERYDAY:
            return 0.0
        return min(max(4 - self.memory.usual_phrase(heard), 0.0), 2.5)

    def _of_place(self, passage: Passage, candidate: Candidate, meant: tuple[str, ...]) -> Evidence:
        span = slice(candidate.first, candidate.end)
        sure = min(passage.confidences[span]) if passage.confidences else None
        capital = _capital(passage, candidate)
        return {
            "heard-here": log(min(_OFTEN, *(passage.counts[word] for word in candidate.heard))),
            "name-for-name": float(capital > 0 and self._is_name(candidate.meant)),
            "meant-here": log(1 + min((passage.counts.get(word, 0) for word in meant), default=0)),
            "capital": capital,
            "doubt": 0.0 if sure is None else 1 - sure,
        }

    def _taught(self, passage: Passage, candidate: Candidate, pair: Pair) -> Evidence:
        record = self._record(pair)
        place = place_of(passage, candidate)
        here = [one for one in pair.places if passage.holds(one, pair)]
        stood_here = sum(passage.holds(one, pair) for one in record.stood_places) if here else 0
        return {
            "record": record.odds,
            "times": log(1 + pair.times),
            "stories": log(1 + pair.stories),
            "record-by-story": self.memory.odds_by_story(pair),
            "here": float(bool(here)),
            "name-here": float(bool(here) and self._is_name(pair.meant)),
            "worked-on": float(bool(here) or self._is_worked_on(passage)),
            "record-here": log((len(here) + 0.5) / (stood_here + 0.5)) if here else 0.0,
            "rivals": log(pair.times / max(self.memory.rivals(pair.heard), 1)) if pair.times else -3.0,
            "context": record.context(place),
            "around": record.around(place),
        }

    def _was_meant(self, passage: Passage, meant: tuple[str, ...]) -> bool:
        """Whether somebody put something right in this story that was meant for the same."""
        pairs = self.memory.meaning(meant)
        return any(passage.holds(place, pair) for pair in pairs for place in pair.places)

    def _is_worked_on(self, passage: Passage) -> bool:
        """Whether anybody put anything right in this story yet."""
        if self._last is None or self._last[0] is not passage:
            is_told = passage.story is not None and passage.story in self._stories
            places = self._elsewhere if passage.story is not None else self._places
            self._last = passage, is_told or any(passage.holds(place, pair) for place, pair in places)
        return self._last[1]

    @cached_property
    def _places(self) -> list[tuple[Occurrence, Pair]]:
        """Where anything was put right."""
        return [(place, pair) for pair in self.memory for place in pair.places]

    @cached_property
    def _elsewhere(self) -> list[tuple[Occurrence, Pair]]:
        """Those in texts that have no name."""
        return [(place, pair) for place, pair in self._places if place.story is None]

    @cached_property
    def _stories(self) -> frozenset[str | None]:
        return frozenset(place.story for place, _ in self._places)

    def _is_name(self, meant: str) -> bool:
        return meant[:1].isupper() and rarest(key_of(without_possessive(meant)), self.zipf) < NAME

    def _record(self, pair: Pair) -> _Record:
        if id(pair) not in self._pairs:
            self._pairs[id(pair)] = _Record(pair, self.memory, self.zipf)
        return self._pairs[id(pair)]


class _Record:
    """What is known of the places of one pair: where it was right and where its words stood."""

    def __init__(self, pair: Pair, memory: Memory, zipf: Zipf) -> None:
        self.right = pair.places
        self.odds = memory.odds(pair)
        self.stood_places = [*memory.stood(pair.heard)[1], *pair.declined]
        self._beside = {
            side: (Counter(_nearest(self.right, side)), Counter(_nearest(self.stood_places, side)))
            for side in ("left", "right")
        }
        self._near_right = Counter(word for place in self.right for word in _bag(place, zipf))
        self._near_stood = Counter(word for place in self.stood_places for word in _bag(place, zipf))
        self._zipf = zipf

    def context(self, place: Occurrence) -> float:
        """How much better the words beside the place fit those beside the fixes than those beside what stood."""
        total = 0.0
        for side, (right, stood) in self._beside.items():
            word = next(_nearest([place], side), "")
            usual = max(10 ** (self._zipf(word) - 9), 1e-5)
            total += log(_share(word, right, usual) / _share(word, stood, usual))
        return max(-6.0, min(6.0, total))

    def around(self, place: Occurrence) -> float:
        """The same for the rarer words near by, as far as they were met before."""
        right, stood = len(self.right) + 1, len(self.stood_places) + 1
        total = 0.0
        for word in _bag(place, self._zipf):
            if word in self._near_right or word in self._near_stood:
                total += log((self._near_right[word] + 0.5) / right) - log((self._near_stood[word] + 0.5) / stood)
        return max(-4.0, min(4.0, total))


def _is_part(heard: Sequence[str], meant: Sequence[str]) -> bool:
    """Whether one is the other with something more or less ("any medication" for "medication", "fevers" for "fever"):
    somebody left words out or changed an ending, which is no mishearing to be met again."""
    one, other = letters_of(heard).removesuffix("s"), letters_of(meant).removesuffix("s")
    return one in other or other in one


def _is_torn(meant: str) -> bool:
    """Whether a sentence or clause ends inside: such a fix took in more than one mishearing."""
    return any(word[-1] in ".,;:?!…" for word in meant.split()[:-1])


def _has_figures(words: Iterable[str]) -> bool:
    return any(sign.isdigit() for word in words for sign in word)


def _share(word: str, seen: Counter[str], usual: float) -> float:
    """How probable a word is after what was seen; the more different words were seen, the less a new one surprises."""
    if not seen:
        return usual
    everything = seen.total() + len(seen)
    return seen[word] / everything if seen[word] else usual * len(seen) / everything


def place_of(passage: Passage, candidate: Candidate) -> Occurrence:
    return occurrence_at(passage.keys, candidate.first, candidate.end, passage.story)


def _nearest(places: Iterable[Occurrence], side: str) -> Iterator[str]:
    return (next(iter(getattr(place, side)), "") for place in places)


def _bag(place: Occurrence, zipf: Zipf) -> set[str]:
    return {word for word in (*place.left, *place.right) if zipf(word) < 5.5}


def _capital(passage: Passage, candidate: Candidate) -> float:
    """1 when a capital inside a sentence marks the words as a name and a name is meant, -1 when only one is so."""
    if not passage.cased or candidate.first == 0:
        return 0.0
    before, word = passage.words[candidate.first - 1], passage.words[candidate.first]
    if before.endswith((".", "?", "!")) or word == "I":
        return 0.0
    name = candidate.meant[:1].isupper()
    if word[:1].isupper():
        return 1.0 if name else -1.0
    return -1.0 if name else 0.0
