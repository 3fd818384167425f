"""How much a helper does until the errors of an archive are halved: `python -m bench.effort [SET ...]`.

Three ways to go through the same archive:
- line by line in order, as crowd editors do: lines of twelve words;
- by doubt: the most doubtful place first, nothing remembered;
- by the queue: most good a second first, and after each fix the offered repeats, each heard and answered; fainter
  repeats become places of the queue.

What is counted, the same for all: going on to a line or a place and hearing it is one action, and each fix is one more;
choosing a text that is offered goes on by itself and is one action in all. The repeats offered after some fixes play
one after the other: each no is an action, and “yes to all that I listened to” is one. Seconds are what was played. A
helper who hears words puts right what is wrong among them: always, or in 77 of 100 cases (the rest stays wrong).

Errors are differing words after Whisper's English normaliser, hesitations left out. `osce_interviews` has sound: its
own word times and probabilities, and the second opinions that `bench.doubt_order` has kept. The others are text only:
words are taken to last 0.35 s, and only wrong words count, not missing ones, because their references leave out what
editors found not worth writing, and differences of more than three words, where another passage stands or two people
speak at once. Where a second recogniser is named after a plus sign, its text is the second opinion. Without one, doubt
knows only how rare words are, and a place is a line.

“Knowing where” is no way to work but the limit of any order: each place with an error, the most wrong words an action
first, and no place without one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random

from rapidfuzz.distance import Levenshtein

from bench.doubt_order import KEPT, normal
from bench.doubt_order import transcript as read
from bench.told import asked, cell
from bench.walk import DATA, stories
from heard.core.listening.doubt import Doubt, doubts
from heard.core.listening.queue import Spot, ranked, spot_at, spots_in
from heard.core.offering.candidates import Passage
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.proposals import Finder, Proposal
from heard.core.offering.sounds import Ear
from heard.core.transcript.alignment import align
from heard.core.transcript.words import FILLERS, Transcript, Word, plain, text_of
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

ARCHIVES = (
    "osce_interviews",
    "primock:openai-whisper-1+groq-whisper-large-v3-turbo",
    "primock:openai-whisper-1",
    "btc",
)
FIGURE = Path("docs/figures/effort.svg")
LINE = 12
"""Words of a line in a crowd editor."""
APART = 3
"""Where more words than this differ in a text, they are no mishearing."""
LONGEST = 2000
"""Words of a story without sound."""
BATCH = 8
"""Repeats are offered after so many places."""
SECONDS_A_WORD = 0.35
FAINT = 0.1
"""Repeats that are less probable are not worth a place in the queue."""
SAME_THING = 0.2
"""The chance that the same doubtful words are the same mishearing elsewhere."""
EAR = Ear(pronounce)


@dataclass
class Error:
    """Words `first` to `end` (not included; none: something is missing there) should be `said`."""

    first: int
    end: int
    said: list[str]
    size: int
    met: bool = False


@dataclass
class Story:
    name: str
    transcript: Transcript
    doubts: list[Doubt]
    errors: list[Error]
    has_spots: bool = True

    @property
    def words(self) -> Sequence[Word]:
        return self.transcript.words


@dataclass
class Helper:
    """Goes through an archive and counts. `curve` holds actions, seconds and errors left."""

    archive: list[Story]
    skill: float
    chance: Random = field(default_factory=lambda: Random(7))
    actions: int = 0
    seconds: float = 0.0
    left: int = 0
    curve: list[tuple[int, float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = sum(error.size for story in self.archive for error in story.errors)
        self.note()

    def note(self) -> None:
        self.curve.append((self.actions, self.seconds, self.left))

    def hear(self, story: Story, first: int, end: int, choices: Iterable[str] = ()) -> list[Error]:
        """Hear words `first` to `end` (not included) and put right what is wrong there. Returns what was."""
        self.actions += 1
        self.seconds += story.words[end - 1].end - story.words[first].start
        last = end if end < len(story.words) else end + 1
        here = [one for one in story.errors if not one.met and first <= one.first < last]
        done = [one for one in here if self._meets(one)]
        self.actions += len(done)
        if done and any(_is_offered(story, first, end, one, choices) for one in done):
            self.actions -= 1
        self.note()
        return done

    def answer(self, story: Story, offer: Proposal) -> Error | None:
        """Hear the clip of an offered repeat; saying no is an action, and the yeses to one fix are one together."""
        first, end = max(0, offer.first - 3), min(len(story.words), offer.last + 4)
        self.seconds += story.words[end - 1].end - story.words[first].start
        error = next((one for one in story.errors if not one.met and _is_right(story, offer, one)), None)
        done = error if error and self._meets(error) else None
        self.actions += done is None
        self.note()
        return done

    def _meets(self, error: Error) -> bool:
        error.met = True
        if self.chance.random() > self.skill:
            return False
        self.left -= error.size
        return True


# The three ways


def line_by_line(helper: Helper) -> None:
    for story in helper.archive:
        for first in range(0, len(story.words), LINE):
            helper.hear(story, first, min(first + LINE, len(story.words)))


def by_doubt(helper: Helper) -> None:
    spots = [(story, spot) for story in helper.archive for spot in _spots(story)]
    for story, spot in sorted(spots, key=lambda pair: -_doubt(*pair)):
        helper.hear(story, *_heard(story, spot))


def by_queue(helper: Helper) -> None:
    network = Network(helper)
    times = Counter(plain(spot.text) for story in helper.archive for spot in _spots(story))
    spots = [
        spot for story in helper.archive for spot in _spots(story, lambda text: SAME_THING * (times[plain(text)] - 1))
    ]
    fixed: list[tuple[Story, Error]] = []
    queue = [(-spot.good_a_second, number, spot) for number, spot in enumerate(ranked(spots))]
    for number in count(1):
        if not queue:
            return
        spot = heappop(queue)[-1]
        story = network.stories[spot.story]
        first, end = _heard(story, spot)
        fixed += [(story, one) for one in helper.hear(story, first, end, spot.choices)]
        network.answered |= {(story.name, at) for at in range(first, end)}
        while fixed and number % BATCH == 0:
            fixed = network.offer_after(fixed)
        for at, faint in enumerate(network.faint):
            heappush(queue, (-faint.good_a_second, number * 1000 + at, faint))
        network.faint.clear()


class Network:
    """What is remembered, and where it is looked for."""

    def __init__(self, helper: Helper) -> None:
        self.helper, self.memory, self.taught = helper, Memory(EAR, zipf), 0
        self.stories = {story.name: story for story in helper.archive}
        self.passages = [
            Passage(name, [w.text for w in one.words], [w.confidence for w in one.words], name)
            for name, one in self.stories.items()
        ]
        self.having: defaultdict[str, list[Passage]] = defaultdict(list)
        for passage in self.passages:
            for word in set(passage.keys):
                self.having[word].append(passage)
        self.answered: set[tuple[str, int]] = set()
        self.faint: list[Spot] = []
        self.finder = Finder(self.memory, EAR, zipf)

    def offer_after(self, fixed: list[tuple[Story, Error]]) -> list[tuple[Story, Error]]:
        """Learn these fixes and have the repeats heard. Returns what those put right. What is too faint to be offered
        goes into the queue as a place, without that text: it may be a private story that taught it."""
        pairs = [
            pair for story, error in fixed if error.first < error.end for pair in self.memory.learn(_fix(story, error))
        ]
        if self.memory.fixes >= self.taught + 25:
            self.finder, self.taught = Finder(self.memory, EAR, zipf), self.memory.fixes
        finder = self.finder.about(pairs)
        starts = finder.beginnings(self.having)
        passages = {passage.name: passage for word in starts for passage in self.having.get(word, ())}
        found = [
            one for passage in passages.values() for one in finder.propose(passage, FAINT, starts) if self._is_new(one)
        ]
        offers = [one for one in found if one.is_offered()]
        self.faint += [self._spot(one) for one in found if not one.is_offered()]
        done = [(self.stories[one.transcript], self.helper.answer(self.stories[one.transcript], one)) for one in offers]
        if any(error for _, error in done):
            self.helper.actions += 1
        return [(story, error) for story, error in done if error]

    def _spot(self, one: Proposal) -> Spot:
        transcript, place = self.stories[one.transcript].transcript, (one.first, one.last)
        return spot_at(one.transcript, transcript, place, one.score)

    def _is_new(self, offer: Proposal) -> bool:
        places = {(offer.transcript, at) for at in range(offer.first, offer.last + 1)}
        fresh = not places & self.answered
        self.answered |= places
        return fresh


def knowing_where(helper: Helper) -> None:
    spots = []
    for story in helper.archive:
        wrong = {
            min(at, len(story.words) - 1)
            for one in story.errors
            for at in range(one.first, max(one.end, one.first + 1))
        }
        known = [Doubt(word.id, float(at in wrong), False) for at, word in enumerate(story.words)]
        spots += [(story, *_heard(story, spot)) for spot in spots_in(story.name, story.transcript, known)]

    def worth(place: tuple[Story, int, int]) -> float:
        story, first, end = place
        sizes = [one.size for one in story.errors if first <= one.first < end]
        return sum(sizes) / (1 + len(sizes))

    for place in sorted(spots, key=worth, reverse=True):
        helper.hear(*place)


WAYS: dict[str, Callable[[Helper], None]] = {
    "line by line": line_by_line,
    "by doubt, no memory": by_doubt,
    "by the queue": by_queue,
    "knowing where": knowing_where,
}


def _spots(story: Story, elsewhere: Callable[[str], float] = lambda text: 0.0) -> list[Spot]:
    if story.has_spots:
        return spots_in(story.name, story.transcript, story.doubts, elsewhere=elsewhere)
    return [_line(story, first) for first in range(0, len(story.words), LINE)]


def _line(story: Story, first: int) -> Spot:
    words, wrong = story.words[first : first + LINE], [one.wrong for one in story.doubts[first : first + LINE]]
    ids = tuple(word.id for word in words)
    return Spot(story.name, ids, text_of(words), words[0].start, words[-1].end, sum(wrong))


def _doubt(story: Story, spot: Spot) -> float:
    positions = story.transcript.positions
    return max(story.doubts[positions[word]].wrong for word in spot.words)


def _heard(story: Story, spot: Spot) -> tuple[int, int]:
    """The words that are in the clip whole."""
    inside = [at for at, word in enumerate(story.words) if spot.start <= word.start and word.end <= spot.end]
    return inside[0], inside[-1] + 1


def _fix(story: Story, error: Error) -> Fix:
    texts = [word.text for word in story.words]
    return Fix(" ".join(texts[error.first : error.end]), " ".join(error.said),
               " ".join(texts[max(0, error.first - 6) : error.first]), " ".join(texts[error.end : error.end + 6]),
               story.name)  # fmt: skip


def _is_right(story: Story, offer: Proposal, error: Error) -> bool:
    """Whether the offer brings an error nearer to what was said by all it changes."""
    low, high = min(offer.first, error.first), max(offer.last + 1, error.end)
    if error.first >= error.end or offer.last < error.first or offer.first >= error.end:
        return False
    texts = [word.text for word in story.words]
    said = _tokens([*texts[low : error.first], *error.said, *texts[error.end : high]])
    before = _tokens(texts[low:high])
    after = _tokens([*texts[low : offer.first], offer.meant, *texts[offer.last + 1 : high]])
    return Levenshtein.distance(after, said) < Levenshtein.distance(before, said)


def _is_offered(story: Story, first: int, end: int, error: Error, choices: Iterable[str]) -> bool:
    return any(" ".join(error.said) and f" {normal(' '.join(error.said))} " in f" {normal(text)} " for text in choices)


# The archives


def archive(name: str) -> list[Story]:
    if name == "osce_interviews":
        return [_with_sound(folder) for folder in sorted((DATA / name / "hyp/whisper-base-int8").glob("*.json"))]
    first, _, second = name.partition("+")
    others = stories(f"{first.partition(':')[0]}:{second}", 2 * LONGEST) if second else []
    opinions = {one.name: one.heard for one in others}
    return [_text_only(one.name, one.heard, one.said, opinions.get(one.name)) for one in stories(first, LONGEST)]


def _with_sound(path: Path) -> Story:
    said = (path.parents[2] / "ref" / f"{path.stem}.txt").read_text().split()
    first, kept = read(path), KEPT / "osce_interviews"
    other = kept / f"{path.stem}.json"
    second = [word.text for word in read(other).words] if other.exists() else None
    told_to = kept / f"{path.stem}.told.json"
    told = json.loads(told_to.read_text()) if told_to.exists() else None
    return Story(path.stem, first, doubts(first, zipf, EAR, second, told), errors(first, said))


def _text_only(name: str, heard: list[str], said: list[str], second: list[str] | None) -> Story:
    words = tuple(
        Word(f"w{n}", text, n * SECONDS_A_WORD, (n + 1) * SECONDS_A_WORD, confidence=0.9)
        for n, text in enumerate(heard)
    )
    transcript = Transcript(words, duration=len(words) * SECONDS_A_WORD)
    wrong = [one for one in errors(transcript, said) if one.first < one.end and one.said and one.size <= APART]
    return Story(name, transcript, doubts(transcript, zipf, EAR, _so_far(heard, second)), wrong, second is not None)


def _so_far(heard: list[str], second: list[str] | None) -> list[str] | None:
    """As much of the second opinion as was heard by the first recogniser."""
    if second is None:
        return None
    same = [block for block in align(list(map(plain, heard)), list(map(plain, second))) if block.same]
    return second[: same[-1].new_end] if same else None


def errors(transcript: Transcript, said: Sequence[str]) -> list[Error]:
    heard = [(token, at) for at, word in enumerate(transcript.words) for token in _tokens([word.text])]
    meant = _tokens(said)
    found = []
    for block in align([token for token, _ in heard], meant):
        if not block.same:
            inside = [at for _, at in heard[block.old_start : block.old_end]]
            gap = heard[block.old_start - 1][1] + 1 if block.old_start else 0
            first, end = (inside[0], inside[-1] + 1) if inside else (gap, gap)
            size = max(block.old_end - block.old_start, block.new_end - block.new_start)
            found.append(Error(first, end, meant[block.new_start : block.new_end], size))
    return found


@cache
def _normal(text: str) -> tuple[str, ...]:
    return tuple(token for token in normal(text).split() if token not in FILLERS)


def _tokens(texts: Iterable[str]) -> list[str]:
    return [token for text in texts for token in _normal(text)]


# Telling


def halved(helper: Helper) -> tuple[int, float] | None:
    """Actions and seconds when half of the errors were put right."""
    whole = helper.curve[0][2]
    return next(((actions, seconds) for actions, seconds, left in helper.curve if left <= whole / 2), None)


def report(name: str, skill: float) -> dict[str, Helper]:
    done = {}
    base: tuple[float, float] | None = None
    for way, go in WAYS.items():
        helper = done[way] = Helper(archive(name), skill)
        go(helper)
        found = halved(helper)
        base = base or found
        if found and base:
            told = f"{found[0]:7d} {found[0] / base[0]:6.2f} {found[1]:9.0f} {found[1] / base[1]:6.2f}"
        else:
            told = f"{'never':>7s} {'':6s} {'':9s} {'':6s}"
        print(f"{name:26s} {skill:5.2f} {helper.curve[0][2]:6d}  {way:22s} {told}  {helper.left:6d}", flush=True)
    if skill == 1:
        _tell(name, {way: halved(helper) for way, helper in done.items()})
    return done


def _tell(name: str, found: dict[str, tuple[float, float] | None]) -> None:
    """Shares of going line by line, for the texts."""
    base = found["line by line"]

    def shares(way: str) -> list[str]:
        pair = found[way]
        return (
            [f"{a / b:.2f}".removeprefix("0") for a, b in zip(pair, base, strict=True)] if pair and base else ["-"] * 2
        )

    actions, seconds = shares("by the queue")
    cell("effort", name, "actions", actions)
    cell("effort", name, "seconds listened", seconds)
    cell("effort", name, "by doubt, without memory", " / ".join(shares("by doubt, no memory")))
    cell("effort", name, "the limit", " / ".join(shares("knowing where")))


# Drawing

WIDE, HIGH, EDGE, FOOT = 360, 240, 56, 52
STROKES = {
    "line by line": ("#5b5b5b", "2 4"),
    "by doubt, no memory": ("#b45309", "8 4"),
    "by the queue": ("#0f5f8a", ""),
}


def drawing(runs: dict[str, dict[str, Helper]]) -> str:
    """Errors left against actions and against seconds, a row for each archive."""
    panels, width = [], 2 * WIDE + 3 * EDGE
    for row, (name, helpers) in enumerate(runs.items()):
        for column, unit in enumerate(("by actions", "by minutes listened")):
            x, y = EDGE + column * (WIDE + EDGE), 40 + row * (HIGH + FOOT + 24)
            panels.append(_panel(helpers, column, f"{name}: errors left, {unit}", x, y))
    height = 40 + len(runs) * (HIGH + FOOT + 24) + 30
    key = "".join(
        f'<g transform="translate({EDGE + n * 240} {height - 20})"><path d="M0 0H36" stroke="{colour}" '
        f'stroke-width="2.5" stroke-dasharray="{dash}"/><text x="44" y="5">{way}</text></g>'
        for n, (way, (colour, dash)) in enumerate(STROKES.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="13" role="img" aria-label="Errors left in an archive, by what a helper did">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(panels)}{key}</svg>\n'
    )


def _panel(helpers: dict[str, Helper], column: int, title: str, x: int, y: int) -> str:
    unit = 60 if column else 1
    most = max(helper.curve[-1][column] for helper in helpers.values()) / unit
    lines = "".join(
        _curve(helper, column, unit, most, STROKES[way]) for way, helper in helpers.items() if way in STROKES
    )
    ticks = "".join(
        f'<text x="{WIDE * part}" y="{HIGH + 18}" text-anchor="middle">{most * part:.0f}</text>' for part in (0, 0.5, 1)
    ) + "".join(
        f'<text x="-8" y="{HIGH * (1 - part) + 4}" text-anchor="end">{part:.0%}</text>' for part in (0, 0.5, 1)
    )  # fmt: skip
    return (
        f'<g transform="translate({x} {y})"><text x="0" y="-12" font-weight="bold">{title}</text>'
        f'<path d="M0 0V{HIGH}H{WIDE}" fill="none" stroke="#333"/><path d="M0 {HIGH / 2}H{WIDE}" stroke="#ccc"/>'
        f"{ticks}{lines}</g>"
    )


def _curve(helper: Helper, column: int, unit: int, most: float, stroke: tuple[str, str]) -> str:
    whole, step = helper.curve[0][2], max(1, len(helper.curve) // 200)
    kept = [*helper.curve[::step], helper.curve[-1]]
    points = " ".join(f"{WIDE * at[column] / unit / most:.1f},{HIGH * (1 - at[2] / whole):.1f}" for at in kept)
    colour, dash = stroke
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>'


def main(names: Sequence[str]) -> None:
    print("until half the errors are put right, and the share of line by line; then the errors left at the end")
    print("archive                    skill errors                         actions  share   seconds  share    left")
    runs = {name: report(name, 1.0) for name in names}
    for name in names:
        report(name, 0.77)
    FIGURE.parent.mkdir(parents=True, exist_ok=True)
    FIGURE.write_text(drawing(runs))


if __name__ == "__main__":
    main(asked(__doc__) or ARCHIVES)
