"""Walk through stories in order as a helper would: accept what the reference says, look what is offered next.

Yields every candidate with its evidence and whether it is right; `repeats.py` reports on them, `fit_proposals.py` fits
the weights to them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from bench.told import DATA
from heard.core import formats
from heard.core.offering.candidates import Candidate, Passage, candidates
from heard.core.offering.evidence import Evidence
from heard.core.offering.lexicon import rarest
from heard.core.offering.memory import Fix, Memory, parts
from heard.core.offering.proposals import LEARNT_TERM_BELOW, Finder
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import key_of
from heard.core.transcript.alignment import Block, align, key
from heard.core.transcript.words import FILLERS, plain
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

CHANGELOG_FILES = 250
CHUNKS = 5
SOUND = ("osce_interviews", "ami_uk_meetings", "irish_dictation", "lab_monologue", "small_read")
PRIMOCK = ("openai-whisper-1", "groq-whisper-large-v3", "groq-whisper-large-v3-turbo", "mms-1b-all")


@dataclass(frozen=True)
class Story:
    name: str
    heard: list[str]
    said: list[str]
    confidences: list[float] | None = None


@dataclass(frozen=True)
class Error:
    """One mishearing: where, what, and whether it was met before ("repeat"), or only what was meant ("term")."""

    first: int
    end: int
    heard: tuple[str, ...]
    meant: tuple[str, ...]
    seen: str


@dataclass(frozen=True)
class Row:
    """A candidate at its place, with its evidence, and whether it was right."""

    walk: str
    story: str
    candidate: Candidate
    evidence: Evidence
    right: bool


@dataclass
class Walked:
    """All that was seen of one story, `across` (before anybody worked on it) or `within` (as somebody did)."""

    walk: str
    story: str
    rows: list[Row]
    errors: list[Error]
    words: int


def stories(name: str, longest: int = 1_000_000) -> list[Story]:
    """`btc`, `primock:RECOGNISER`, `earnings:RECOGNISER`; of each story the first `longest` words."""
    folder, _, recogniser = name.partition(":")
    if folder in SOUND:
        return _with_sound(folder)
    if folder == "changelog":
        return _changelog()
    folder = {"btc": "btc_community", "primock": "primock57_asr", "earnings": "earnings21_asr"}[folder]
    found = []
    for line in (DATA / folder / "manifest.jsonl").read_text().splitlines():
        row = json.loads(line)
        hyp = row["hyp"].get(recogniser or "machine")
        if hyp and recogniser not in row.get("suspect_hyp", []):
            found.append(
                _first(Story(row["id"], _words(DATA / folder / hyp), _words(DATA / folder / row["ref"])), longest)
            )
    return found


def walk(many: list[Story], *, finished: bool = True, within: bool = True, named: bool = True) -> Iterator[Walked]:
    """`finished`: the texts that were gone through are known, not only the fixes made in them. `named`: so are the
    stories that the fixes were made in; a bare memory on the command line has neither."""
    ear = Ear(pronounce)
    memory = Memory(ear, zipf)
    for story in many:
        truth = Truth(story, ear)
        yield _looked(truth, memory, ear, "across", 0, len(story.heard))
        size = -(-len(story.heard) // CHUNKS)
        for start in range(0, len(story.heard), size):
            end = min(start + size, len(story.heard))
            if within and start:
                yield _looked(truth, memory, ear, "within", start, end)
            truth.teach(memory, start, end, finished=finished, named=named)


class Truth:
    """What was said where, by aligning what was heard with the reference."""

    def __init__(self, story: Story, ear: Ear) -> None:
        self.story, self._ear = story, ear
        self.heard, self.said = list(map(key, story.heard)), list(map(key, story.said))
        self.blocks = align(self.heard, self.said)
        self._block_of = [block for block in self.blocks for _ in range(block.old_start, block.old_end)]
        self._fixes = [(block, self._parts(block)) for block in self.blocks if not block.same]

    def errors(self, memory: Memory, start: int, end: int) -> list[Error]:
        """The mishearings between two places, as far as anything like them was met before."""
        terms = {key_of(pair.meant) for pair in memory if pair.times}
        terms = {meant for meant in terms if meant and rarest(meant, zipf) < LEARNT_TERM_BELOW}
        found = []
        for block, pieces in self._fixes:
            for first, last, heard, meant in pieces:
                if start <= block.old_start < end:
                    met = any(key_of(said) == meant for pair, said in memory.pairs_for(heard) if pair.times)
                    seen = "repeat" if met else "term" if meant in terms else ""
                    found.append(Error(first, last, heard, meant, seen))
        return found

    def teach(self, memory: Memory, start: int, end: int, *, finished: bool, named: bool = True) -> None:
        for block, pieces in self._fixes:
            if start <= block.old_start < end and pieces:
                heard, said = self.story.heard, self.story.said
                memory.learn(Fix(
                    " ".join(heard[block.old_start : block.old_end]), " ".join(said[block.new_start : block.new_end]),
                    " ".join(heard[max(0, block.old_start - 6) : block.old_start]),
                    " ".join(heard[block.old_end : block.old_end + 6]), self.story.name if named else None,
                ))  # fmt: skip
        if finished:
            memory.finished.add(self.story.said[self._to_said(start) : self._to_said(end)], self.story.name)

    def is_right(self, one: Candidate) -> bool:
        """Whether putting the candidate there brings the text nearer to the reference by all it changes."""
        first, end = self._block_of[one.first], self._block_of[one.end - 1]
        low = one.first if first.same else first.old_start
        high = one.end if end.same else end.old_end
        said = _unfilled(self.said[self._to_said(low) : self._to_said(high)])
        meant = list(key_of(one.meant))
        before = _unfilled(self.heard[low:high])
        after = _unfilled([*self.heard[low : one.first], *meant, *self.heard[one.end : high]])
        change = Levenshtein.distance(_unfilled(self.heard[one.first : one.end]), meant)
        return Levenshtein.distance(after, said) == Levenshtein.distance(before, said) - max(change, 1)

    def _to_said(self, position: int) -> int:
        if position >= len(self._block_of):
            return len(self.said)
        block = self._block_of[position]
        return block.new_start + (position - block.old_start if block.same else 0)

    def _parts(self, block: Block) -> list[tuple[int, int, tuple[str, ...], tuple[str, ...]]]:
        heard = self.story.heard[block.old_start : block.old_end]
        said = self.story.said[block.new_start : block.new_end]
        found = []
        for part in parts(heard, said, self._ear) if heard else []:
            there = tuple(plain(word) for word in heard[part.start : part.end])
            if key_of(part.meant) not in ((), there) and there[0]:
                found.append((block.old_start + part.start, block.old_start + part.end, there, key_of(part.meant)))
        return found


def _looked(truth: Truth, memory: Memory, ear: Ear, walk: str, start: int, end: int) -> Walked:
    story = truth.story
    passage = Passage(story.name, story.heard, story=story.name)
    finder = Finder(memory, ear, zipf)
    rows = []
    for one in candidates(passage, memory, finder.terms, range(start, end)):
        rows.append(Row(walk, story.name, one, finder.ground.evidence(passage, one), truth.is_right(one)))
    return Walked(walk, story.name, rows, truth.errors(memory, start, end), end - start)


def _with_sound(folder: str) -> list[Story]:
    found = []
    for line in (DATA / folder / "manifest.jsonl").read_text().splitlines():
        row = json.loads(line)
        hyp = DATA / folder / row["hyp"]["whisper-base-int8"]
        words = formats.read(hyp.name, hyp.read_bytes()).words
        if words:
            said = _words(DATA / folder / row["ref"])
            found.append(Story(row["id"], [word.text for word in words], said, [word.confidence for word in words]))
    return found


def _changelog() -> list[Story]:
    """Readers' fixes, file by file in the order of their first fix: each with the dozen words to both sides, all that
    is known of these texts."""
    files: dict[str, tuple[list[str], list[str]]] = {}
    rows = sorted(
        map(json.loads, (DATA / "changelog_fixes/fixes.jsonl").read_text().splitlines()), key=lambda row: row["date"]
    )
    for row in rows:
        heard, said = files.setdefault(row["file"], ([], []))
        for edit in row["edits"]:
            if edit["kind"] == "word" and "&" not in edit["before"]:
                heard += _spoken(edit["left"], edit["before"], edit["right"])
                said += _spoken(edit["left"], edit["after"], edit["right"])
    return [Story(name, heard, said) for name, (heard, said) in files.items() if heard and said][:CHANGELOG_FILES]


def _spoken(*texts: str) -> list[str]:
    """The words of a snippet, which ends like a sentence, so that nothing is looked for across two of them."""
    words = [word for text in texts for word in text.split() if any(map(str.isalnum, word))]
    return [*words[:-1], words[-1] + "."] if words else []


def _first(story: Story, longest: int) -> Story:
    if len(story.heard) <= longest:
        return story
    same = [block for block in align(list(map(key, story.heard)), list(map(key, story.said))) if block.same]
    last = next((block for block in same if block.old_end >= longest), same[-1])
    return Story(story.name, story.heard[: last.old_end], story.said[: last.new_end])


def _unfilled(words: list[str]) -> list[str]:
    return [word for word in words if word not in FILLERS]


def _words(path: Path) -> list[str]:
    return path.read_text().split()
