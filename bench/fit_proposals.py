"""Fits the weights of proposals: `python -m bench.fit_proposals [--check]` prints them for src/heard/core/weights.py.

Three families of stories, each counted about alike: consultations (primock), reviewed talks (btc) and calls
(earnings), with and without the finished texts known; glossaries of three sizes. Most weights may only grow with the
case for a proposal. `--check` instead fits to all families but one and prints how the scores do on that one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench import glossary
from bench.fitting import fit
from bench.walk import Row, stories, walk

WALKED = ("primock:openai-whisper-1", "primock:mms-1b-all", "btc", "earnings:google", "changelog")
LISTED = (*WALKED[:4], "osce_interviews", "irish_dictation", "ami_uk_meetings", "small_read")
LONGEST, FEW = 3000, 12
EITHER_WAY = ("length", "words")
"""Long phrases are safer, but only with much else: these weights may be negative."""
BY_HAND = {"glossary": {"learnt": 3.5}}
"""Mishearings that editors listed: there is no data on them."""
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
    for kind, rows in gathered().items():
        table = tabled(rows)
        if "--check" in arguments:
            check(kind, table)
        else:
            print(f'    "{kind}": {weights(table, np.ones(len(table.right), bool)) | BY_HAND.get(kind, {})},')


def gathered() -> dict[str, list[tuple[str, Row]]]:
    found: dict[str, list[tuple[str, Row]]] = {"repeat": [], "sounds-alike": [], "glossary": []}
    for name, row in [*walked(), *listed()]:
        found[row.candidate.kind].append((name.partition(":")[0], row))
    return found


def walked() -> Iterator[tuple[str, Row]]:
    for name in WALKED:
        many = stories(name, LONGEST)
        for finished in (True, False):
            for one in walk(many if finished else many[: len(many) // 2], finished=finished):
                yield from ((name, row) for row in one.rows)


def listed() -> Iterator[tuple[str, Row]]:
    for name in LISTED:
        for story in stories(name, LONGEST // 2)[:FEW]:
            for size in glossary.SIZES:
                yield from ((name, row) for row in glossary.rows(story, glossary.terms_for(story, size)))


def tabled(rows: list[tuple[str, Row]]) -> Table:
    names = tuple(rows[0][1].evidence)
    evidence = np.array([[row.evidence[name] for name in names] for _, row in rows])
    return Table(names, evidence, np.array([row.right for _, row in rows], float), np.array([name for name, _ in rows]))


def weights(table: Table, use: np.ndarray) -> dict[str, float]:
    importance = np.ones(len(table.right))
    for family in set(table.family):
        there = table.family == family
        importance[there] = min(1.0, WEIGHT_OF_A_FAMILY / max(table.right[there & use].sum(), 1.0))
    growing = np.array([name not in EITHER_WAY for name in table.names])
    fitted = fit(table.evidence[use], table.right[use], growing, importance=importance[use])
    return {name: round(float(value), 3) for name, value in zip(("bias", *table.names), fitted, strict=True) if value}


def check(kind: str, table: Table) -> None:
    for family in sorted(set(table.family)):
        there = table.family == family
        found = weights(table, ~there)
        total = found["bias"] + table.evidence[there] @ np.array([found.get(name, 0.0) for name in table.names])
        chance = 1 / (1 + np.exp(-total))
        for level in (0.3, 0.5, 0.7, 0.9):
            offered = table.right[there][chance >= level]
            precision = f"{offered.mean():.2f}" if len(offered) else " -  "
            print(f"{kind:14s} {family:18s} score >= {level}  precision {precision}  offered {len(offered)}")


if __name__ == "__main__":
    main(sys.argv[1:])
