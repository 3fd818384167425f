"""What a glossary finds and what it spoils: `python bench/glossary.py [SET ...]`.

Each story gets a glossary of 10, 100 or 1,000 terms. At most a third of them, and at most 40, are spoken: rare words
and names of the story's own reference, chosen by lot (an oracle, as an editor's list would be partly). The others are
distractors that nobody says there: rare words and names of the other sets' references, then ordinary English words of
middling rarity (wordfreq, Zipf 1.5 to 3.5, surnames and places among them).

Recall and precision are of the terms as they stand in the text after all proposals at the default threshold were
taken; "without" is the recogniser's own text. Rival: spelling only (Jaro-Winkler of 0.9, as glossaries are often used).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

import wordfreq
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bench.told import asked, cell
from bench.walk import Row, Story, Truth, stories
from heard.core.offering.candidates import Candidate, Passage, candidates
from heard.core.offering.memory import Memory
from heard.core.offering.proposals import Finder
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import Wanted, key_of
from heard.core.transcript.alignment import align, key
from heard.core.transcript.words import plain
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

SIZES = (10, 100, 1000)
SETS = (
    "osce_interviews", "ami_uk_meetings", "irish_dictation", "lab_monologue", "small_read",
    "primock:openai-whisper-1", "primock:mms-1b-all", "earnings:google", "earnings:amazon", "btc",
)  # fmt: skip
WHISPER = SETS[:6]
"""Interviews, meetings and readings as Whisper writes them: what a network has."""
LONGEST, FEW = 2500, 20
EAR = Ear(pronounce)


@dataclass
class Tally:
    """Mentions of terms and wrong proposals, added up over stories."""

    words: int = 0
    mentions: int = 0
    found: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    offered: Counter[str] = field(default_factory=Counter)


def main(names: Iterable[str]) -> None:
    print("set                        terms  mentions | recall: without spelling ours | precision: spelling ours "
          "| wrong per 10,000 words: spelling ours | precision of proposals")  # fmt: skip
    whole, whisper = ({size: Tally() for size in SIZES} for _ in range(2))
    for name in names:
        for size in SIZES:
            tally = Tally()
            summed = (tally, whole[size], whisper[size]) if name in WHISPER else (tally, whole[size])
            for story in stories(name, LONGEST)[:FEW]:
                add(summed, story, terms_for(story, size))
            report(name, size, tally)
    for size in SIZES:
        report("all", size, whole[size])
        report("all by Whisper", size, whisper[size])


def terms_for(story: Story, size: int) -> list[str]:
    """The same list for the same story and size, always."""
    lot = random.Random(f"{story.name} {size}")
    spoken = sorted(set(rare_words(story.said)))
    chosen = lot.sample(spoken, min(len(spoken), max(3, size // 3), 40))
    said = {plain(word) for word in story.said}
    others = [word for word in distractors() if plain(word) not in said]
    return [*chosen, *lot.sample(others, size - len(chosen))]


def rare_words(text: Iterable[str]) -> Iterator[str]:
    for word in text:
        bare = plain(word)
        if len(bare) >= 4 and bare.isalpha() and zipf(bare) < 3.3:
            yield bare.capitalize() if word[:1].isupper() else bare


@cache
def distractors() -> list[str]:
    found = {
        word
        for name in ("btc", "earnings:google", "primock:openai-whisper-1")
        for story in stories(name)
        for word in rare_words(story.said)
    }
    ordinary = [word for word in wordfreq.iter_wordlist("en") if len(word) >= 5 and word.isalpha() and word.isascii()
                and 1.5 <= zipf(word) <= 3.5]  # fmt: skip
    return sorted(found | set(random.Random(1).sample(ordinary, 4000)))


def rows(story: Story, terms: list[str]) -> list[Row]:
    passage, truth, finder = prepared(story, terms)
    return [
        Row("glossary", story.name, one, finder.ground.evidence(passage, one), truth.is_right(one))
        for one in candidates(passage, finder.memory, finder.terms)
    ]


def prepared(story: Story, terms: list[str]) -> tuple[Passage, Truth, Finder]:
    passage = Passage(story.name, story.heard, story.confidences)
    finder = Finder(Memory(EAR, zipf), EAR, zipf, [Wanted(term) for term in terms])
    return passage, Truth(story, EAR), finder


def add(tallies: tuple[Tally, ...], story: Story, terms: list[str]) -> None:
    one = tally_of(story, terms)
    for tally in tallies:
        tally.words += one.words
        tally.mentions += one.mentions
        for name in ("found", "written", "wrong", "offered"):
            getattr(tally, name).update(getattr(one, name))


def tally_of(story: Story, terms: list[str]) -> Tally:
    passage, truth, finder = prepared(story, terms)
    ours = [(one.first, one.last + 1, one.meant) for one in finder.propose(passage)]
    wanted = {key_of(term) for term in terms}
    tally = Tally()
    ways: dict[str, list[tuple[int, int, str]]] = {
        "without": [],
        "spelling": list(_by_spelling(passage, terms)),
        "ours": ours,
    }
    tally.words += len(story.heard)
    tally.mentions += sum((plain(word),) in wanted for word in story.said)
    for way, changes in ways.items():
        text = list(map(key, story.heard))
        for first, end, meant in sorted(changes, reverse=True):
            one = Candidate(first, end, tuple(passage.keys[first:end]), meant, "glossary")
            tally.offered[way] += 1
            tally.wrong[way] += not truth.is_right(one)
            text[first:end] = key_of(meant)
        tally.written[way] += sum((word,) in wanted for word in text)
        tally.found[way] += sum(
            (text[position],) in wanted
            for block in align(text, truth.said) if block.same
            for position in range(block.old_start, block.old_end)
        )  # fmt: skip
    return tally


def _by_spelling(passage: Passage, terms: list[str]) -> Iterator[tuple[int, int, str]]:
    known = [term.casefold() for term in terms]
    for position, word in enumerate(passage.keys):
        if len(word) >= 4 and word not in known:
            best = process.extractOne(word, known, scorer=JaroWinkler.similarity, score_cutoff=0.9)
            if best:
                yield position, position + 1, terms[best[2]]


_ROWS = {"all by Whisper": "by Whisper", "all": "all ten sets"}


def _short(part: int, whole: int) -> str:
    return f"{part / whole:.2f}".removeprefix("0") if whole else "-"


def report(name: str, size: int, tally: Tally) -> None:
    def share(way: str, of: int) -> str:
        return f"{tally.found[way] / of:.3f}" if of else "  -  "

    recall = "  ".join(share(way, tally.mentions) for way in ("without", "spelling", "ours"))
    precision = "  ".join(share(way, tally.written[way]) for way in ("spelling", "ours"))
    wrong = "  ".join(f"{10_000 * tally.wrong[way] / tally.words:6.1f}" for way in ("spelling", "ours"))
    if name in _ROWS:
        found = {way: _short(tally.found[way], tally.mentions) for way in ("without", "spelling", "ours")}
        row = f"{_ROWS[name]}, {size:,} terms"
        cell("terms", row, "recall without / spelling / ours", " / ".join(found.values()))
        kept = [_short(tally.found[way], tally.written[way]) for way in ("spelling", "ours")]
        cell("terms", row, "precision spelling / ours", " / ".join(kept))
        each = [10_000 * tally.wrong[way] / tally.words for way in ("spelling", "ours")]
        cell("terms", row, "wrong per 10,000 words, spelling / ours", f"{each[0]:.0f} / {each[1]:.1f}")
    offered = tally.offered["ours"]
    right = f"{1 - tally.wrong['ours'] / offered:.2f} of {offered}" if offered else "-"
    print(f"{name:26s} {size:5d} {tally.mentions:8d}  | {recall} | {precision} | {wrong} | {right}", flush=True)


if __name__ == "__main__":
    main(asked(__doc__) or SETS)
