"""How long looking takes, in CPU seconds: `python -m bench.proposal_speed`. Needs no data.

A story of 15 minutes (2,250 words) against 5,000 learnt pairs and 1,000 terms, from nothing; and 2,000 stories of 2,000
words after one fix, which the stories' own lists of words narrow down first, as a database would. The words are drawn
by lot as often as they are used in English.
"""

from __future__ import annotations

import random
import time
from itertools import accumulate

import wordfreq

from bench.told import asked, figure
from heard.core.offering.candidates import Passage
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.proposals import Finder
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import Wanted
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

LOT = random.Random(7)
WORDS = [word for word in wordfreq.top_n_list("en", 40_000) if word.isalpha()]
HEAP = list(accumulate(wordfreq.word_frequency(word, "en") for word in WORDS))


def main() -> None:
    asked(__doc__)
    fixes = [
        Fix(" ".join(said(LOT.choice((1, 1, 2)))), LOT.choice(WORDS[2000:]), "before this", "after it")
        for _ in range(5000)
    ]
    terms = [Wanted(word) for word in LOT.sample(WORDS[8000:], 1000)]
    begun = time.process_time()
    memory = Memory(ear := Ear(pronounce), zipf)
    for fix in fixes:
        memory.learn(fix)
    taught = time.process_time()
    finder = Finder(memory, ear, zipf, terms)
    found = finder.propose(Passage("story", said(2250)), 0.0)
    done = time.process_time()
    figure("story", f"{done - taught:.1f}")
    figure("memory", f"{taught - begun:.1f}")
    print(
        f"one story: {done - taught:.2f} s ({len(found)} places weighed); taking the memory in: {taught - begun:.2f} s"
    )

    archive = [said(2000) for _ in range(2000)]
    held = [frozenset(story) for story in archive]
    vocabulary = frozenset().union(*held)
    begun = time.process_time()
    (pair,) = memory.learn(Fix("coal production", "co-production"))
    narrow = finder.about([pair])
    first = narrow.beginnings(vocabulary)
    some = [story for story, words in zip(archive, held, strict=True) if not words.isdisjoint(first)]
    places = sum(len(narrow.propose(Passage("story", story), 0.0, first)) for story in some)
    spent = time.process_time() - begun
    figure("archive", f"{spent:.1f}")
    print(f"archive: {spent:.2f} s, {len(some)} of {len(archive)} stories with {places} places, "
          f"{len(vocabulary)} different words, {len(first)} of them looked for")  # fmt: skip


def said(words: int) -> list[str]:
    return LOT.choices(WORDS, cum_weights=HEAP, k=words)


if __name__ == "__main__":
    main()
