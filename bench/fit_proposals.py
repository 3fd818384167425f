"""Fits the weights of proposals: `python -m bench.fit_proposals [--check]` prints them for core/offering/weights.py.

Three families of stories, each counted about alike: consultations (primock), reviewed talks (btc) and calls
(earnings), with and without the finished texts known; glossaries of three sizes. Most weights may only grow with the
case for a proposal. `--check` instead fits to all families but one and prints how the scores do on that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from bench import glossary
from bench.fitting import fit
from bench.told import asked
from bench.walk import Row, stories, walk

WALKED = (
    "primock:openai-whisper-1", "primock:groq-whisper-large-v3", "primock:mms-1b-all", "btc", "earnings:google",
    "earnings:rev_espnet", "changelog",
)  # fmt: skip
LISTED = (
    "primock:openai-whisper-1", "primock:mms-1b-all", "btc", "earnings:google", "osce_interviews", "irish_dictation",
    "ami_uk_meetings", "small_read",
)  # fmt: skip
LONGEST, FEW = 3000, 12
EITHER_WAY = (
    "length", "words", "more-than-style", "no-figures", "no-homophone", "joined", "parted", "heard-here", "begins",
    "unknown",
)  # fmt: skip
"""These weights may be negative: how the others hang together with them differs by family."""
LEFT_OUT = {
    "repeat": ("length", "words", "meant-rare", "unknown", "doubt", "stories", "listed", "worked-on", "odd-phrase"),
    "glossary": ("odd-phrase",),
}
"""Evidence that told nothing, or the same as other evidence."""
BY_HAND = {"repeat": {"odd-phrase": 1.7, "listed": 2.5}, "glossary": {"odd-phrase": 0.4, "learnt": 5.0}}
"""No set has mishearings that editors listed, and hardly any has a phrase like "coal production" that was put right
once: there, what is published on repeats stands in for data."""
WEIGHT_OF_A_FAMILY = 400.0
"""No family counts for more than so many right proposals."""


@dataclass(frozen=True)
class Table:
    """Evidence of many candidates of one kind: a row each, the names of the columns, and which were right."""

    names: tuple[str, ...]
    evidence: np.ndarray
    right: np.ndarray
    family: np.ndarray


def main(arguments: Sequence[str]) -> None:
    for kind, table in gathered().items():
        if "--check" in arguments:
            check(kind, table)
        else:
            print(f'    "{kind}": {weights(kind, table, np.ones(len(table.right), bool)) | BY_HAND.get(kind, {})},')


def gathered() -> dict[str, Table]:
    """Evidence of all candidates by kind. Rows are packed at once: there are more than a million."""
    names: dict[str, tuple[str, ...]] = {}
    packed: dict[str, list[tuple[str, np.ndarray, np.ndarray]]] = {"repeat": [], "sounds-alike": [], "glossary": []}
    for family, rows in chain(walked(), listed()):
        for kind, found in packed.items():
            of_kind = [row for row in rows if row.candidate.kind == kind]
            if of_kind:
                columns = names.setdefault(kind, tuple(of_kind[0].evidence))
                evidence = np.array([[row.evidence[name] for name in columns] for row in of_kind], np.float32)
                found.append((family, evidence, np.array([row.right for row in of_kind], np.float32)))
    return {kind: stacked(names[kind], found) for kind, found in packed.items()}


def walked() -> Iterator[tuple[str, list[Row]]]:
    """With the finished texts known and the stories named, and with nothing but the fixes."""
    for name in WALKED:
        many = stories(name, LONGEST)
        for known in (True, False):
            for one in walk(many, finished=known, named=known):
                yield name.partition(":")[0], one.rows


def listed() -> Iterator[tuple[str, list[Row]]]:
    for name in LISTED:
        for story in stories(name, LONGEST // 2)[:FEW]:
            for size in glossary.SIZES:
                yield name.partition(":")[0], glossary.rows(story, glossary.terms_for(story, size))


def stacked(names: tuple[str, ...], found: list[tuple[str, np.ndarray, np.ndarray]]) -> Table:
    families = np.array([family for family, _, right in found for _ in right])
    return Table(
        names, np.vstack([evidence for _, evidence, _ in found]), np.hstack([right for *_, right in found]), families
    )


def weights(kind: str, table: Table, use: np.ndarray) -> dict[str, float]:
    importance = np.ones(len(table.right))
    for family in set(table.family):
        there = table.family == family
        importance[there] = min(1.0, WEIGHT_OF_A_FAMILY / max(table.right[there & use].sum(), 1.0))
    kept = [n for n, name in enumerate(table.names) if name not in LEFT_OUT.get(kind, ())]
    growing = np.array([table.names[n] not in EITHER_WAY for n in kept])
    fitted = fit(table.evidence[use][:, kept], table.right[use], growing, importance=importance[use])
    names = ("bias", *(table.names[n] for n in kept))
    return {name: round(float(value), 3) for name, value in zip(names, fitted, strict=True) if value}


def check(kind: str, table: Table) -> None:
    for family in sorted(set(table.family)):
        there = table.family == family
        found = weights(kind, table, ~there)
        total = found["bias"] + table.evidence[there] @ np.array([found.get(name, 0.0) for name in table.names])
        chance = 1 / (1 + np.exp(-total))
        for level in (0.3, 0.5, 0.7, 0.9):
            offered = table.right[there][chance >= level]
            precision = f"{offered.mean():.2f}" if len(offered) else " -  "
            print(f"{kind:14s} {family:18s} score >= {level}  precision {precision}  offered {len(offered)}")


if __name__ == "__main__":
    main(asked(__doc__))
