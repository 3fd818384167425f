"""What 5 hostile helpers of 100 can do, and two who always disagree: `python -m bench.vandalism [SEEDS [RULES ...]]`.

Everything that decides is the real code: trust, agreement, lots, reopening. The helpers are simulated. Assumptions:
- 2,500 places, a quarter of them wrong, one in seven about a number. Forty days of a network that has run for some
  time: of each helper, 40 earlier answers have been decided on.
- 93 honest helpers, right in 77 of 100 places on average (Beta(7.7, 2.3)). When they err they most often overlook an
  error; or write one of three plausible wrong texts; or take a wrong suggestion of somebody else for right. On three
  days in ten they answer six places, and then often report one that they chose. 30 visitors without accounts do that
  too, now and then.
- Hostile helpers are there every day, before everybody else, know every place and each other, and answer truthfully
  wherever it does not serve them, so as to keep their trust. On their targets all five say the same.
- One editor, never wrong, decides on 8 places a day: disputes first, then what most people report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import islice
from random import Random

from bench.told import asked, figure
from heard.core.listening.agreement import Decision, Opinion, Rules, Says, State, decide, outcome, reopens
from heard.core.listening.queue import drawn
from heard.core.listening.trust import Outcome, trust_in

DAYS, PLACES, WRONG, NUMBERS = 40, 2500, 0.25, 0.15
EDITOR_A_DAY, ANSWERS, HISTORY = 8, 6, 40
HONEST, HOSTILE, QUARREL, VISITORS, PUPPETS = 93, 5, 2, 30, 40
KEY = b"the host's secret"


@dataclass
class Place:
    """`said` is the truth, `plausible` what people may think they hear."""

    name: str
    said: str
    heard: str
    plausible: tuple[str, str, str]
    text: str = ""
    opinions: list[Opinion] = field(default_factory=list)
    later: list[Opinion] = field(default_factory=list)
    begun: int | None = None
    last: int = 0
    settled: str = ""  # by whom
    disputed: bool = False
    asks: bool = True  # for more opinions

    @property
    def is_wrong(self) -> bool:
        return self.text != self.said


@dataclass
class Helper:
    name: str
    skill: float
    hostile: bool = False
    account: bool = True
    outcomes: list[Outcome] = field(default_factory=list)
    trust: float = 0.0
    stale: bool = True

    def refresh(self) -> None:
        if self.stale:
            self.trust, self.stale = trust_in(self.outcomes).least, False


@dataclass
class Way:
    """What the hostile do at their targets: `attacks` each, on one day in `every`; `quick`: most on the first day.

    `history` is how many right answers an editor has seen from each of them before.
    """

    name: str
    says: Says
    on_wrong: bool = False
    history: int = HISTORY
    attacks: int = 3
    every: int = 1
    quick: bool = False
    puppets: bool = False


WAYS = (
    Way("the same wrong text, from the first day", Says.TEXT, history=0),
    Way("good for long, then the same wrong text", Says.TEXT),
    Way("good for long, then all at once", Says.TEXT, quick=True),
    Way("good for long, then one now and then", Says.TEXT, attacks=1, every=5),
    Way("good for long, then deleting right words", Says.NOTHING),
    Way("good for long, then calling errors right", Says.RIGHT, on_wrong=True),
    Way("40 sock puppets without accounts", Says.TEXT, puppets=True),
)


class World:
    def __init__(self, way: Way, rules: Rules, seed: int, lots: bool = True) -> None:
        self.way, self.rules, self.chance, self.lots = way, rules, Random(f"{seed} {way.name}"), lots
        self.places = [self._place(number) for number in range(PLACES)]
        self.by_name = {place.name: place for place in self.places}
        self.helpers = [Helper(f"honest {n}", self.chance.betavariate(7.7, 2.3)) for n in range(HONEST)]
        self.helpers += [Helper(f"hostile {n}", 0.97, hostile=True) for n in range(HOSTILE)]
        self.quarrel = [Helper(f"quarrel {n}", 0.5) for n in range(QUARREL)]
        self.visitors = [Helper(f"visitor {n}", 0.77, account=False) for n in range(VISITORS)]
        self.puppets = [Helper(f"puppet {n}", 0.9, hostile=True, account=False) for n in range(PUPPETS)]
        for one in self.helpers:
            past = way.history if one.hostile else HISTORY
            one.outcomes = [Outcome(one.hostile or self.chance.random() < one.skill, "the editor") for _ in range(past)]
        self.person = {one.name: one for one in (*self.helpers, *self.quarrel)}
        self.targets = [p for p in self.places if p.is_wrong == way.on_wrong]
        self.chance.shuffle(self.targets)
        self.attacked = 0
        self.count: Counter[str] = Counter()
        self.day = 0
        self.lot: dict[str, set[str]] = {}
        self.open: dict[str, Place] = {}

    def run(self) -> Counter[str]:
        for self.day in range(DAYS):
            for helper in self.person.values():
                helper.refresh()
            self.trusted = [one.name for one in self.person.values() if one.trust >= self.rules.trusted_from]
            self.lot = {}
            self._hostile_day()
            self._honest_day()
            self._agreements()
            self._editor_day()
        self.count["wrong at first"] = sum(place.heard != place.said for place in self.places)
        self.count["wrong now"] = sum(place.is_wrong for place in self.places)
        return self.count

    # A day

    def _hostile_day(self) -> None:
        many = self.way.attacks if self.day % self.way.every == 0 else 0
        many *= 40 if self.way.quick and self.day == 0 else 1
        senders = self.puppets if self.way.puppets else self.helpers[HONEST:]
        for one in self.helpers[HONEST:]:
            for _ in range(many):
                target = self.targets[self.attacked % len(self.targets)]
                self.attacked += 1
                for sender in senders if self.way.puppets else [one]:
                    self._say(sender, target, self._attack(target))
        for one in self.helpers[HONEST:]:
            self._honest_answers(one)

    def _honest_day(self) -> None:
        active = [one for one in self.helpers[:HONEST] if self.chance.random() < 0.3]
        self.chance.shuffle(active)
        for one in active:
            self._honest_answers(one)
            if self.chance.random() < 0.3:
                self._say(one, self.chance.choice([p for p in self.places if p.is_wrong] or self.places))
        for one in self.chance.sample(self.visitors, 3):
            self._say(one, self.chance.choice(self.places))
        place = self.chance.choice(self.places)
        first, second = self.quarrel
        self._say(first, place, (Says.TEXT, place.plausible[0]))
        self._say(second, place, (Says.RIGHT, ""))

    def _honest_answers(self, one: Helper) -> None:
        """The places that the queue has for them: where others spoke and their lot fell on them, then new ones."""
        for place in islice(self._queue(one), ANSWERS):
            self._say(one, place)

    def _queue(self, one: Helper) -> Iterator[Place]:
        waiting = [place for place in self.open.values() if place.asks and self._is_drawn(one, place)]
        for place in sorted(waiting, key=self._pressing, reverse=True):
            if all(opinion.who != one.name for opinion in place.opinions):
                yield place
        for _ in range(60):
            place = self.chance.choice(self.places)
            if place.begun is None and self._is_drawn(one, place):
                yield place

    def _is_drawn(self, one: Helper, place: Place) -> bool:
        waited = timedelta(days=0 if place.begun is None else self.day - place.begun)
        if one.trust < self.rules.trusted_from:
            return place.begun is None
        if place.name not in self.lot:
            self.lot[place.name] = set(drawn(place.name, self.trusted, self.rules.drawn_after(waited), KEY))
        return not self.lots or one.name in self.lot[place.name]

    def _agreements(self) -> None:
        for place in list(self.open.values()):
            if place.disputed:
                continue
            decision = self._decide(place)
            place.disputed, place.asks = decision.state is State.DISPUTED, decision.state is State.WAITING
            if decision.state is State.AGREED and self.day - place.last >= self.rules.rest.days:
                self._agreed(place, decision)

    def _decide(self, place: Place) -> Decision:
        now = [self._today(one) for one in place.opinions]
        return decide(place.heard, now, self.rules)

    def _agreed(self, place: Place, decision: Decision) -> None:
        place.text, place.settled = decision.text or "", "agreement"
        self.open.pop(place.name)
        if not place.is_wrong:
            self.count["fixed by agreement" if place.heard != place.said else "confirmed by agreement"] += 1
        elif place.text == place.heard:
            self.count["errors called right"] += 1
        else:
            self.count["wrong published"] += 1
            self.count["right lost"] += place.heard == place.said

    def _editor_day(self) -> None:
        waiting = sorted(self.open.values(), key=lambda p: (not p.disputed, -self._pressing(p), p.begun))
        for place in waiting[:EDITOR_A_DAY]:
            if place.disputed or self._pressing(place):
                self._editor(place)

    def _pressing(self, place: Place) -> int:
        return sum(one.says not in (Says.RIGHT, Says.UNSURE) and one.trust is not None for one in place.opinions)

    def _editor(self, place: Place) -> None:
        self.count["editor: disputes" if place.disputed else "editor: reports"] += 1
        self.count["fixed by the editor"] += place.heard != place.said and place.settled != "editor"
        for opinion in (*place.opinions, *place.later):
            if opinion.who in self.person:
                right = outcome(opinion, place.heard, place.said)
                if right is not None:
                    self.person[opinion.who].outcomes.append(Outcome(right, "the editor"))
                    self.person[opinion.who].stale = True
        place.text, place.settled, place.disputed, place.later = place.said, "editor", False, []
        self.open.pop(place.name)

    # What people say

    def _say(self, who: Helper, place: Place, what: tuple[Says, str] | None = None) -> None:
        if what is None:
            what = self._attack(place) if self._is_target(who, place) else self._hears(who, place)
        lot = who.account and self._is_drawn(who, place)
        opinion = Opinion(who.name, *what, trust=who.trust if who.account else None, drawn=lot)
        self.count["opinions"] += 1
        place.last = self.day
        if place.settled:
            place.later.append(opinion)
            if reopens(place.text, [self._today(one) for one in place.later], self.rules):
                place.disputed = True
                self.open[place.name] = place
            return
        place.opinions.append(opinion)
        place.begun = self.day if place.begun is None else place.begun
        self.open[place.name] = place
        place.asks = self._decide(place).state is State.WAITING

    def _is_target(self, who: Helper, place: Place) -> bool:
        """Hostile helpers know their common targets: those one of them has attacked."""
        if not who.hostile:
            return False
        return any(one.who.startswith(("hostile", "puppet")) and (one.says, one.text) == self._attack(place)
                   for one in place.opinions)  # fmt: skip

    def _attack(self, place: Place) -> tuple[Says, str]:
        return self.way.says, place.plausible[0] if self.way.says is Says.TEXT else ""

    def _hears(self, who: Helper, place: Place) -> tuple[Says, str]:
        luck = self.chance.random
        if luck() < 0.05:
            return Says.UNSURE, ""
        if luck() < who.skill:
            return self._tells(place, place.said)
        suggested = [one for one in place.opinions if one.says in (Says.TEXT, Says.NOTHING) and one.text != place.said]
        if suggested and luck() < 0.3:
            return suggested[0].says, suggested[0].text
        if luck() < 0.55:
            return (Says.RIGHT, "") if place.heard != place.said else (Says.WRONG, "")
        wrong = self.chance.choices((*place.plausible, ""), (5, 3, 2, 2))[0]
        return self._tells(place, wrong) if wrong else (Says.NOTHING, "")

    def _tells(self, place: Place, text: str) -> tuple[Says, str]:
        return (Says.RIGHT, "") if text == place.heard else (Says.TEXT, text)

    def _today(self, opinion: Opinion) -> Opinion:
        """Trust is what it is when it is asked for, not when something was said."""
        who = self.person.get(opinion.who)
        return replace(opinion, trust=who.trust) if who else opinion

    def _place(self, number: int) -> Place:
        if self.chance.random() < NUMBERS:
            said, *others = (str(number % 80 + at) for at in (15, 50, 16, 60))
        else:
            said, *others = (f"word{number}{letter}" for letter in ("", "a", "b", "c"))
        heard = others[self.chance.choices((0, 1, 2), (5, 3, 2))[0]] if self.chance.random() < WRONG else said
        return Place(str(number), said, heard, (others[0], others[1], others[2]), text=heard)


DEFAULT = Rules()
ANYBODY = replace(DEFAULT, people=2, trusted_from=0, most_doubters=0, rest=DEFAULT.rest * 0)
# Rules to compare: the rules, whether lots are drawn, and for how many seeds (a part of all).
RULES: dict[str, tuple[Rules, bool, float]] = {
    "the default rules": (DEFAULT, True, 1),
    "three people instead of four": (replace(DEFAULT, people=3), True, 0.4),
    "two people": (replace(DEFAULT, people=2), True, 0.4),
    "trusted from 0.8 on instead of 0.7": (replace(DEFAULT, trusted_from=0.8), True, 0.4),
    "in force at once instead of after two days": (replace(DEFAULT, rest=DEFAULT.rest * 0), True, 0.4),
    "everybody chooses their places instead of lots": (DEFAULT, False, 0.4),
    "any two people with accounts, as line editors do": (ANYBODY, False, 0.4),
}
COLUMNS = ("wrong published", "right lost", "errors called right", "fixed by agreement", "fixed by the editor",
           "wrong at first", "wrong now", "editor: disputes", "editor: reports")  # fmt: skip


def main(seeds: int, names: list[str]) -> None:
    for name, (rules, lots, part) in RULES.items():
        if names and not any(asked in name for asked in names):
            continue
        runs = max(1, round(seeds * part))
        print(f"\n{name}: {runs} runs of {DAYS} days; the first three columns are sums, the rest means")
        print(" " * 46 + "".join(f"{column:>13.12}" for column in COLUMNS))
        whole: Counter[str] = Counter()
        for way in WAYS:
            total: Counter[str] = Counter()
            for seed in range(runs):
                total += World(way, rules, seed, lots).run()
            whole += total
            values = [total[column] / (1 if number < 3 else runs) for number, column in enumerate(COLUMNS)]
            print(f"{way.name:<46}" + "".join(f"{value:>13.0f}" for value in values), flush=True)
        _tell(name.partition(" ")[0], runs * len(WAYS), whole)


def _tell(key: str, runs: int, whole: Counter[str]) -> None:
    figure(f"{key}_runs", runs)
    figure(f"{key}_wrong", f"{whole['wrong published']:,}" if whole["wrong published"] else "no")
    figure(f"{key}_lost", whole["right lost"] or "no")
    figure(f"{key}_fixed", round(whole["fixed by agreement"] / runs))


if __name__ == "__main__":
    seeds, *names = asked(__doc__) or ["5"]
    main(int(seeds), names)
