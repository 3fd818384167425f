"""How often a fix made once is rightly offered again: `python -m bench.repeats [SET ...]`.

Walks the stories of a set in order. Before anybody works on a story, it is offered what earlier stories taught
("across"); then it is worked on fifth by fifth, and each fifth is offered what was put right before ("within"). What
the reference says is accepted. A proposal is right when it brings the text nearer to the reference by all that it
changes. Recall is of the errors that repeat an earlier mishearing or hit an earlier term: `all` of them, function words
and house style included, or only those of `content`, where neither side is made of function words alone or differs
only in spaces and hyphens. `fixes only` knows the earlier fixes, but not the texts they were made in
(half of the stories).

Rivals: blind replacement of every learnt pair (a later fix of the same words wins), and spelling only (Jaro-Winkler
of 0.9 to anything people wrote).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from bench.told import asked, cell, figure
from bench.walk import Error, Row, Walked, stories, walk
from heard.core.offering.evidence import weigh
from heard.core.offering.lexicon import rarest
from heard.core.offering.proposals import usual_score
from heard.core.offering.terms import letters_of
from heard.media.engines.rarity import zipf

SETS = ("primock:openai-whisper-1", "primock:groq-whisper-large-v3", "primock:mms-1b-all", "btc", "changelog")
LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
EVERYDAY = 5.3
_NAMES = {"primock:openai-whisper-1": "consultations", "btc": "talks", "changelog": "fixes"}
_RIGHT: list[int] = []
LONGEST = 3000
"""Words of a story that are walked through; longer ones are cut."""


@dataclass(frozen=True)
class Offer:
    score: float
    usual: float
    right: bool
    hits: frozenset[tuple[str, int]]
    content: bool


def main(names: Iterable[str]) -> None:
    for name in names:
        for finished in (True, False):
            many = stories(name, LONGEST)
            walked = list(walk(many if finished else many[: len(many) // 2], finished=finished))
            for kind in ("across", "within"):
                _tell(name, kind, finished, [one for one in walked if one.walk == kind])
                report(name, kind, "" if finished else " (fixes only)", [one for one in walked if one.walk == kind])


def report(name: str, kind: str, known: str, walked: list[Walked]) -> None:
    for content in (False, True):
        errors = {(one.story, error.first) for one in walked for error in one.errors if counts(error, content)}
        offers = [offer for one in walked for offer in offered(one) if offer.content or not content]
        print(f"\n{name} {kind}{known}, {'content' if content else 'all'}: {len(errors)} errors that repeat, "
              f"{sum(one.words for one in walked)} words")  # fmt: skip
        for level in LEVELS:
            line(f"score >= {level}", [one for one in offers if one.score >= level], errors)
        line("default", [one for one in offers if one.score >= one.usual], errors)
        blind = [offer for one in walked for offer in replaced(one) if offer.content or not content]
        line("blind replacement", blind, errors)
        spelt = [offer for one in walked for offer in spelling(one) if offer.content or not content]
        line("spelling only", spelt, errors)


def _tell(name: str, kind: str, finished: bool, walked: list[Walked]) -> None:
    """For the texts: every error that repeats, function words and house style included."""
    if name not in _NAMES:
        return
    row = f"{_NAMES[name]}, {kind}" + ("" if finished else ", only fixes known")
    errors = {(one.story, error.first) for one in walked for error in one.errors if counts(error, content=False)}
    ways = {
        "ours": [offer for one in walked for offer in offered(one) if offer.score >= offer.usual],
        "blind replacement": [offer for one in walked for offer in replaced(one)],
        "spelling only (Jaro-Winkler .9)": [offer for one in walked for offer in spelling(one)],
    }
    cell("repeats", row, "errors that repeat", len(errors))
    for way, offers in ways.items():
        right = sum(one.right for one in offers) / max(len(offers), 1)
        hits = frozenset[tuple[str, int]]().union(*(one.hits for one in offers if one.right)) & errors
        found = len(hits) / max(len(errors), 1)
        cell("repeats", row, way, f"{right:.2f} / {found:.2f}".replace("0.", "."))
        if way == "ours" and finished:
            _RIGHT.append(round(100 * right))
            figure("of_hundred", f"{min(_RIGHT)} to {max(_RIGHT)}")
            if row == "talks, across":
                figure("talks", f"{100 * found:.0f} %")


def line(label: str, offers: list[Offer], errors: set[tuple[str, int]]) -> None:
    right = sum(one.right for one in offers)
    found = len(frozenset().union(*(one.hits for one in offers if one.right)) & errors) if offers else 0
    precision = f"{right / len(offers):.2f}" if offers else "  - "
    recall = f"{found / len(errors):.2f}" if errors else "  - "
    print(f"  {label:20s} precision {precision}  recall {recall}  offered {len(offers)}", flush=True)


def offered(one: Walked) -> Iterator[Offer]:
    """The best proposals of a look, none on the words of another."""
    weighed = sorted(((weigh(row.candidate.kind, row.evidence), row) for row in one.rows), key=lambda pair: -pair[0])
    yield from _apart(((score, row) for score, row in weighed if score >= LEVELS[0]), one)


def replaced(one: Walked) -> Iterator[Offer]:
    """Every place of a learnt pair, the pair that was fixed most often first."""
    blind = [row for row in one.rows if row.candidate.kind == "repeat"]
    blind.sort(key=lambda row: (-row.evidence["words"], -row.evidence["times"]))
    yield from _apart(((1.0, row) for row in blind), one)


def spelling(one: Walked) -> Iterator[Offer]:
    """Every place spelt nearly like something people wrote, the most alike first."""
    alike = [
        (JaroWinkler.similarity(" ".join(row.candidate.heard), row.candidate.meant.casefold()), row) for row in one.rows
    ]
    yield from _apart(sorted((pair for pair in alike if pair[0] >= 0.9), key=lambda pair: -pair[0]), one)


def _apart(rows: Iterable[tuple[float, Row]], one: Walked) -> Iterator[Offer]:
    taken: set[int] = set()
    for score, row in rows:
        place = range(row.candidate.first, row.candidate.end)
        if taken.isdisjoint(place):
            taken.update(place)
            hits = frozenset((one.story, e.first) for e in one.errors if e.first < place.stop and place.start < e.end)
            usual = usual_score(row.candidate.kind, row.evidence)
            content = is_content(row.candidate.heard, tuple(row.candidate.meant.casefold().split()))
            yield Offer(score, usual, row.right, hits, content)


def counts(error: Error, content: bool) -> bool:
    return bool(error.seen) and (not content or is_content(error.heard, error.meant))


def is_content(heard: tuple[str, ...], meant: tuple[str, ...]) -> bool:
    everyday = rarest(heard, zipf) >= EVERYDAY or rarest(meant, zipf) >= EVERYDAY
    return not everyday and letters_of(heard) != letters_of(meant)


if __name__ == "__main__":
    main(asked(__doc__) or SETS)
