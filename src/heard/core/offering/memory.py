"""What people have put right before, and what they left standing: the record that each new proposal is weighed by.

A Fix is one place put right. Fixes of the same words make a Pair. Finished texts, which people have been through,
say how often a pair's words stood there and were right as they were: the best guard against blind replacement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import islice
from math import log, log10

from heard.core.offering.lexicon import Zipf, expected, phrase
from heard.core.offering.sounds import Ear, distance, likeness
from heard.core.offering.terms import SUFFIXES, key_of
from heard.core.transcript.alignment import align, key
from heard.core.transcript.words import FILLERS, plain

AROUND = 5
"""How many words to each side count as the surroundings of a place."""
WORDS_A_FIX = 25
"""Where no finished text is known, one fix stands for so many words gone through."""
FIXES_A_STORY = 50
"""Where stories have no names, so many fixes one after the other are taken to be of one."""
ORDINARY_WORDS = 200_000
"""What is known of ordinary English counts for so many words of the network's own."""
ENOUGH = 200
"""More places where a phrase stood tell nothing new about its surroundings."""
LONGEST = 5
"""No mishearing of more words than this is looked for elsewhere."""
_STEM = 4


@dataclass(frozen=True, slots=True)
class Fix:
    """`heard` was written where `meant` was said, between the words `before` and `after` (left out if not known).

    `story` names where. `declined` says that somebody was offered the fix there and refused it.
    """

    heard: str
    meant: str
    before: str = ""
    after: str = ""
    story: str | None = None
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where words stand: the plain words to both sides, the nearest first, and the story."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    story: str | None = None


@dataclass(slots=True)
class Pair:
    """A learnt pair: plain `heard` words, `meant` as it should be written, and where it was right or refused."""

    heard: tuple[str, ...]
    meant: str
    places: list[Occurrence] = field(default_factory=list)
    declined: list[Occurrence] = field(default_factory=list)
    paused: bool = False
    unnamed: set[int] = field(default_factory=set)
    """Where fixes came from that name no story: each run of FIXES_A_STORY has a number."""

    @property
    def times(self) -> int:
        return len(self.places)

    @property
    def stories(self) -> float:
        """In how many stories it was right: one person's habit in one story is not yet a pair for others.

        Where stories have no names, some of the places will have been in one, most of all those that came together.
        """
        named = {place.story for place in self.places if place.story is not None}
        unnamed = sum(place.story is None for place in self.places)
        return len(named) + min(float(unnamed**0.7), len(self.unnamed))

    def precision(self) -> tuple[float, float]:
        """How often it was right when offered, and how unsure that is (Beta-binomial, standard deviation)."""
        yes, no = self.times + 1, len(self.declined) + 1
        total = yes + no
        return yes / total, (yes * no / (total * total * (total + 1))) ** 0.5


class Finished:
    """Texts that people have been through. Answers where a phrase stands in them."""

    def __init__(self) -> None:
        self.size = 0
        self._texts: list[tuple[str | None, Sequence[str]]] = []
        self._at: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)

    def add(self, words: Iterable[str], story: str | None = None) -> None:
        text = [plain(word) for word in words]
        for position, word in enumerate(text):
            self._at[word].append((len(self._texts), position))
        self._texts.append((story, text))
        self.size += len(text)

    def places(self, phrase: Sequence[str]) -> Iterator[Occurrence]:
        """Every place where `phrase`, of plain words, stands; the latest first."""
        if not phrase:
            return
        offset = min(range(len(phrase)), key=lambda number: len(self._at.get(phrase[number], ())))
        for number, position in reversed(self._at.get(phrase[offset], ())):
            story, text = self._texts[number]
            first = position - offset
            if first >= 0 and list(text[first : first + len(phrase)]) == list(phrase):
                yield occurrence_at(text, first, first + len(phrase), story)

    def count(self, phrase: Sequence[str]) -> int:
        if len(phrase) == 1:
            return len(self._at.get(phrase[0], ()))
        return sum(1 for _ in self.places(phrase))


class Memory:
    """All pairs, found by the words that were misheard or by what was meant."""

    def __init__(self, ear: Ear, zipf: Zipf) -> None:
        self.finished = Finished()
        self.fixes = 0
        self._ear, self._zipf = ear, zipf
        self._pairs: dict[tuple[str, ...], dict[str, Pair]] = {}
        self._by_meaning: defaultdict[str, list[Pair]] = defaultdict(list)
        self._wanted: Counter[tuple[str, ...]] = Counter()
        self._meant: Counter[str] = Counter()
        self._spellings: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self._stood: dict[tuple[str, ...], tuple[int, int, list[Occurrence]]] = {}

    def __iter__(self) -> Iterator[Pair]:
        return (pair for pairs in self._pairs.values() for pair in pairs.values())

    def learn(self, fix: Fix) -> list[Pair]:
        """Take one fix in. A fix of several words teaches each mishearing in it by itself."""
        pairs = []
        self.fixes += 1
        before, after = ([word for word in side.split() if plain(word)] for side in (fix.before, fix.after))
        heard, meant = fix.heard.split(), fix.meant.split()
        for part in parts(heard, meant, self._ear):
            place = occurrence_at(
                [plain(word) for word in (*before, *heard, *after)],
                len(before) + part.start, len(before) + part.end, fix.story,
            )  # fmt: skip
            pairs.append(self._keep(heard[part.start : part.end], part.meant, place, fix.declined))
        return pairs

    def only(self, pairs: Iterable[Pair]) -> Memory:
        """What these pairs say, in the light of all that is known."""
        narrow = copy(self)
        narrow._pairs = {}
        for pair in pairs:
            narrow._pairs.setdefault(pair.heard, {})[" ".join(key_of(pair.meant))] = pair
        return narrow

    @property
    def longest(self) -> int:
        """How many words the longest mishearing has."""
        return max(map(len, self._pairs), default=0)

    def beginnings(self) -> set[str]:
        """The plain words that the words of a pair begin with, whatever their ending."""
        firsts = {heard[0]: len(heard) for heard in self._pairs if heard}
        inflected = {first + suffix for first, size in firsts.items() if size == 1 for suffix in SUFFIXES}
        bare = {first.removesuffix(suffix) for first, size in firsts.items() if size == 1 for suffix in SUFFIXES}
        return firsts.keys() | inflected | bare

    def pairs_for(self, words: tuple[str, ...]) -> Iterator[tuple[Pair, str]]:
        """The pairs for these plain words, each with what is meant here: a pair for "ginger" knows "gingers" too."""
        exact = self._pairs.get(words, {})
        for pair in exact.values():
            yield pair, pair.meant
        for suffix in () if exact else SUFFIXES:
            stem = words[-1].removesuffix(suffix)
            if len(stem) >= _STEM and stem != words[-1]:
                for pair in self._pairs.get((*words[:-1], stem), {}).values():
                    yield pair, with_ending(pair.meant, suffix)
            for pair in self._pairs.get((*words[:-1], words[-1] + suffix), {}).values():
                if len(words[-1]) >= _STEM and pair.meant.endswith(suffix):
                    yield pair, pair.meant.removesuffix(suffix)

    def meaning(self, meant: tuple[str, ...]) -> Sequence[Pair]:
        """The pairs that these plain words are meant by."""
        return self._by_meaning.get(" ".join(meant), ())

    def wanted(self, heard: tuple[str, ...]) -> int:
        """How often people wrote these very words where something else stood."""
        return self._wanted[heard]

    def rivals(self, heard: tuple[str, ...]) -> int:
        """How often these words were put right, whatever was meant."""
        return sum(pair.times for pair in self._pairs.get(heard, {}).values())

    def stood(self, heard: tuple[str, ...]) -> tuple[int, list[Occurrence]]:
        """How often these words were right as they stood, and the latest places where they were."""
        known = self._stood.get(heard)
        if known is None or known[0] != self.finished.size:
            count, places = self.finished.count(heard), list(islice(self.finished.places(heard), ENOUGH))
            known = self._stood[heard] = self.finished.size, count, places
        return known[1:]

    def usual(self, word: str) -> float:
        """How often a plain word stands (Zipf), in ordinary English and in what people here wrote or left standing."""
        return self._mixed(self._zipf(word), self.finished.count((word,)) + self._meant[word])

    def usual_phrase(self, words: tuple[str, ...]) -> float:
        """The same for words one after the other."""
        return self._mixed(phrase(words, self._zipf), self.stood(words)[0])

    def _mixed(self, ordinary: float, here: int) -> float:
        both = 10 ** (ordinary - 9) * ORDINARY_WORDS + here
        return log10(both / (ORDINARY_WORDS + self.finished.size)) + 9 if here else ordinary

    def odds(self, pair: Pair) -> float:
        """How often the pair was right to how often its words stood, as a logarithm.

        Where fewer texts were gone through than the fixes tell of, ordinary English says how often they would stand.
        """
        stood = self.stood(pair.heard)[0] + len(pair.declined) + self._unseen(pair)
        return log((pair.times + 0.5) / (stood + 0.5))

    def odds_by_story(self, pair: Pair) -> float:
        """The same, counting stories."""
        stood = {place.story for place in (*self.stood(pair.heard)[1], *pair.declined)}
        return log((pair.stories + 0.5) / (len(stood) + self._unseen(pair) ** 0.5 + 0.5))

    def _unseen(self, pair: Pair) -> float:
        unseen = max(0, self.fixes * WORDS_A_FIX - self.finished.size)
        return expected(pair.heard, self._zipf, unseen)

    def spelling(self, meant: str) -> str:
        """How people most often write it."""
        spellings = self._spellings.get(key_of(meant))
        return spellings.most_common(1)[0][0] if spellings else meant

    def _keep(self, heard: Sequence[str], meant: str, place: Occurrence, declined: bool) -> Pair:
        words, said = key_of(" ".join(heard)), meant.strip(_AROUND)
        meaning = " ".join(key_of(said))
        pairs = self._pairs.setdefault(words, {})
        if meaning not in pairs:
            pairs[meaning] = Pair(words, said)
            self._by_meaning[meaning].append(pairs[meaning])
        pair = pairs[meaning]
        (pair.declined if declined else pair.places).append(place)
        if not declined:
            pair.unnamed |= {self.fixes // FIXES_A_STORY} if place.story is None else set()
            self._spellings[key_of(said)][said] += 1
            self._wanted[key_of(said)] += 1
            self._meant.update(key_of(said))
            pair.meant = self.spelling(said)
        return pair


# What a fix says


@dataclass(frozen=True, slots=True)
class Part:
    """Words `start` to `end` (not included) of what was heard were one mishearing of `meant`."""

    start: int
    end: int
    meant: str


def parts(heard: Sequence[str], meant: Sequence[str], ear: Ear) -> list[Part]:
    """The separate mishearings in one fix: words that are the same are no part of it, hesitations neither, nor what
    stands in square brackets: "[inaudible 00:12]" was not heard for anything."""
    found = []
    for block in align(list(map(key, heard)), list(map(key, meant))):
        if block.same or block.old_start == block.old_end or _holds_mark(heard[block.old_start : block.old_end]):
            continue
        said = [word for word in meant[block.new_start : block.new_end] if plain(word) not in FILLERS]
        there = heard[block.old_start : block.old_end]
        found += [
            Part(block.old_start + part.start, block.old_start + part.end, part.meant)
            for part in _split(there, said, ear)
        ]
    if not found and heard and not _holds_mark(heard) and [w.strip() for w in heard] != list(meant):
        return [Part(0, len(heard), " ".join(meant))]
    return found


def _holds_mark(words: Iterable[str]) -> bool:
    return any(sign in word for word in words for sign in "[]")


def occurrence_at(words: Sequence[str], first: int, end: int, story: str | None = None) -> Occurrence:
    """The surroundings of words `first` to `end` (not included) of a text of plain words."""
    return Occurrence(tuple(words[max(0, first - AROUND) : first][::-1]), tuple(words[end : end + AROUND]), story)


_AROUND = '.,;:!?…"“”() '


def with_ending(meant: str, suffix: str) -> str:
    """ "Jinja" with "s" is "Jinjas"; "Sjors" with "s" stays."""
    return meant if suffix[-1:] == "s" and meant.endswith("s") else meant + suffix


_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 0), (0, 1))
_APART = 0.55
"""Words of a run that differ by more of their sounds than this were not heard for each other."""


def _split(heard: Sequence[str], meant: Sequence[str], ear: Ear) -> list[Part]:
    """Divide a run of differing words where that makes the pieces sound most alike."""
    if not meant or (len(heard) == 1 and len(meant) == 1) or max(len(heard), len(meant)) > 12:
        return [Part(0, len(heard), " ".join(meant))] if len(heard) <= LONGEST and len(meant) <= LONGEST else []
    if len(heard) == 1 or len(meant) == 1:
        whole = Part(0, len(heard), " ".join(meant))
        if _apart(heard, meant, ear) <= _APART and max(len(heard), len(meant)) <= LONGEST:
            return [whole]
    return [
        Part(first, end, " ".join(meant[new : new_end]))
        for first, end, new, new_end in _cheapest(heard, meant, ear)
        if first < end and new < new_end and _apart(heard[first:end], meant[new:new_end], ear) <= _APART
        and key_of(" ".join(heard[first:end])) != key_of(" ".join(meant[new:new_end]))
    ]  # fmt: skip


def _cheapest(heard: Sequence[str], meant: Sequence[str], ear: Ear) -> list[tuple[int, int, int, int]]:
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    for i in range(len(heard) + 1):
        for j in range(len(meant) + 1):
            if (i, j) not in best:
                continue
            so_far = best[i, j][0]
            for di, dj in _STEPS:
                to = i + di, j + dj
                if to[0] > len(heard) or to[1] > len(meant):
                    continue
                cost = so_far + 0.3 + distance(ear.sounds(heard[i : to[0]]), ear.sounds(meant[j : to[1]]))
                if to not in best or cost < best[to][0]:
                    best[to] = cost, (i, j)
    return _trace(best, (len(heard), len(meant)))


def _trace(
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], at: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    steps = []
    while (back := best[at][1]) is not None:
        steps.append((back[0], at[0], back[1], at[1]))
        at = back
    return steps[::-1]


def _apart(heard: Sequence[str], meant: Sequence[str], ear: Ear) -> float:
    one, other = ear.sounds(heard), ear.sounds(meant)
    return 1.25 * (1 - likeness(one, other))
