"""“Listen to this next”: the places where a few seconds of somebody's listening do most good.

    doubts, proposals, reports --spots_in--> spots --ranked--> free for this person --> the next one

Good per second = how many wrong words are probably there × the harm if they are × (1 + how many other places the answer
would probably settle) / seconds of the clip.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from heard.core.listening.doubt import Doubt
from heard.core.listening.trust import UNTRAINED
from heard.core.offering.proposals import Proposal
from heard.core.transcript.words import Transcript, Word, text_of

WORTH_HEARING = 0.1
"""Words with a smaller chance of being wrong make no spot of their own."""
HARM = 3.0
"""A wrong number or negation counts as so many ordinary wrong words. A judgement, not a measurement."""
NEAR_WORDS, NEAR_SECONDS = 3, 1.5
"""Doubtful words no further apart than both make one spot."""
LONGEST_SPOT = 6.0
LEAD = 1.0
"""Seconds of sound before and after the words of a spot."""
MOST_CHOICES = 4

Elsewhere = Callable[[str], float]
"""How many other places the answer about these words, as written, would probably settle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A few words to listen to. `start` and `end` are seconds of the clip, which holds some sound around them.

    `wrong` is how many of the words are probably wrong, each counted with the harm it would do; `settles` how many
    other places the answer would probably settle. `choices` are other texts for exactly these words, the likeliest
    first.
    """

    story: str
    words: tuple[str, ...]
    text: str
    start: float
    end: float
    wrong: float
    settles: float = 0.0
    choices: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names the place; the same words of a later revision make the same spot."""
        return f"{self.story}/{self.words[0]}/{self.words[-1]}"

    @property
    def good_a_second(self) -> float:
        return self.wrong * (1 + self.settles) / (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Reservation:
    """A spot that somebody has on their screen, and until when it is kept for them."""

    spot: str
    who: str
    until: datetime


# Finding spots


def spots_in(
    story: str,
    transcript: Transcript,
    doubts: Sequence[Doubt],
    proposals: Iterable[Proposal] = (),
    reported: Mapping[str, float] | None = None,
    elsewhere: Elsewhere = lambda text: 0.0,
) -> list[Spot]:
    """The spots of one story, in the order of the sound.

    `doubts` has one for every word, in order. `reported` gives, by word, the chance that reports say it is wrong
    (`chance_from_reports`).
    """
    offers = list(proposals)
    doubtful = _Doubtful(transcript, doubts, offers, reported or {})
    return [doubtful.spot(story, first, last, elsewhere) for first, last in doubtful.runs()]


def spot_at(
    story: str, transcript: Transcript, span: tuple[int, int], wrong: float, settles: float = 0.0,
    choices: Sequence[str] = (),
) -> Spot:  # fmt: skip
    """The words from the first to the last position of `span`, both included, with some sound around them."""
    words = transcript.words[span[0] : span[1] + 1]
    end = max(transcript.duration, _end(transcript.words))
    return Spot(
        story, tuple(word.id for word in words), text_of(words), max(0.0, words[0].start - LEAD),
        min(end, words[-1].end + LEAD), wrong, settles, tuple(choices),
    )  # fmt: skip


def chance_from_reports(accounts: int, visitors: int) -> float:
    """The chance that words are wrong which so many people report. All without an account count as one, so that
    nobody pushes a place to the top by coming back."""
    return 1 - (1 - UNTRAINED) ** (accounts + min(visitors, 1))


class _Doubtful:
    """A transcript with the chance, for every word, that it is wrong."""

    def __init__(
        self, transcript: Transcript, doubts: Sequence[Doubt], offers: list[Proposal], reported: Mapping[str, float]
    ) -> None:
        self.transcript, self.words = transcript, transcript.words
        self.doubts, self.offers = doubts, offers
        self.chances = [max(doubt.wrong, reported.get(doubt.word, 0.0)) for doubt in doubts]
        for offer in offers:
            for position in range(offer.first, offer.last + 1):
                self.chances[position] = max(self.chances[position], offer.score)

    def runs(self) -> Iterator[tuple[int, int]]:
        """First and last positions of words to hear together."""
        whole = [(offer.first, offer.last) for offer in self.offers]
        alone = [(at, at) for at, chance in enumerate(self.chances) if chance >= WORTH_HEARING]
        run: tuple[int, int] | None = None
        for first, last in sorted(whole + alone):
            if run and (first <= run[1] or self._near(run, first, last)):
                run = run[0], max(run[1], last)
            else:
                if run:
                    yield run
                run = first, last
        if run:
            yield run

    def spot(self, story: str, first: int, last: int, elsewhere: Elsewhere) -> Spot:
        inside = range(first, last + 1)
        wrong = sum(self.chances[at] * (HARM if self.doubts[at].harm else 1.0) for at in inside)
        settles = elsewhere(text_of(self.words[first : last + 1]))
        choices = self._choices(first, last)
        return spot_at(story, self.transcript, (first, last), wrong, settles, choices)

    def _near(self, run: tuple[int, int], first: int, last: int) -> bool:
        if self.words[first].paragraph != self.words[run[1]].paragraph:
            return False  # nobody suggests words across a turn
        if any(word.is_gap for word in self.words[run[1] : first]):
            return False  # nor across what is hidden
        gap = self.words[first].start - self.words[run[1]].end
        whole = self.words[last].end - self.words[run[0]].start
        return first - run[1] <= NEAR_WORDS and gap <= NEAR_SECONDS and whole <= LONGEST_SPOT

    def _choices(self, first: int, last: int) -> list[str]:
        inside = [offer for offer in self.offers if first <= offer.first and offer.last <= last]
        offered = [(offer.first, offer.last, offer.meant) for offer in sorted(inside, key=lambda one: -one.score)]
        texts = [self._with(first, last, piece) for piece in [*offered, *self._second_opinions(first, last)]]
        as_it_stands = text_of(self.words[first : last + 1])
        return [text for text in dict.fromkeys(texts) if text and text != as_it_stands][:MOST_CHOICES]

    def _second_opinions(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """What another recogniser heard there instead of neighbouring words, as far as all of them are inside."""
        around = range(max(0, first - 1), min(last + 2, len(self.doubts)))
        for instead, run in groupby(around, key=lambda at: self.doubts[at].instead):
            positions = list(run)
            if instead is not None and first <= positions[0] and positions[-1] <= last:
                yield positions[0], positions[-1], instead

    def _with(self, first: int, last: int, piece: tuple[int, int, str]) -> str:
        start, end, text = piece
        texts = [*(word.text for word in self.words[first:start]), *text.split()]
        return " ".join([*texts, *(word.text for word in self.words[end + 1 : last + 1])])


def _end(words: Sequence[Word]) -> float:
    return words[-1].end if words else 0.0


# Handing them out


def ranked(spots: Iterable[Spot]) -> list[Spot]:
    """The most good a second first; of equals, the earlier in the story."""
    return sorted(spots, key=lambda spot: (-spot.good_a_second, spot.story, spot.start))


def free(spots: Iterable[Spot], who: str, reservations: Iterable[Reservation], now: datetime) -> list[Spot]:
    """Those that nobody else has before them, in the order given."""
    taken = {one.spot for one in reservations if one.until > now and one.who != who}
    return [spot for spot in spots if spot.key not in taken]


def drawn(place: str, helpers: Collection[str], people: int, key: bytes) -> list[str]:
    """The `people` among trusted `helpers` whom a place is handed to for another opinion, by lot.

    Nobody can choose to be one of two or three who agree about a place. Draw more as days go by without an answer:
    those drawn stay drawn. `key` is the host's secret: without it the lot cannot be foretold.
    """
    lots = {who: blake2b(f"{place}\n{who}".encode(), key=key, digest_size=8).digest() for who in helpers}
    return sorted(lots, key=lambda who: lots[who])[:people]
