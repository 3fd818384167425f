"""Which words of one text are which words of another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from heard.core.transcript.scripts import look
from heard.core.transcript.words import plain


@dataclass(frozen=True, slots=True)
class Block:
    """Items `old_start` to `old_end` of the old text became `new_start` to `new_end` of the new, ends not included.

    When `same`, they match one by one.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    same: bool

    @property
    def errors(self) -> int:
        return max(self.old_end - self.old_start, self.new_end - self.new_start)

    def moved(self, start: int, end: int) -> Block:
        """With its start and its end further on by so many items."""
        return Block(self.old_start + start, self.old_end + end, self.new_start + start, self.new_end + end, self.same)


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The fewest changes from `old` to `new`, as alternating blocks of same and different items."""
    blocks: list[Block] = []
    for step in Levenshtein.opcodes(old, new):
        same = step.tag == "equal"
        if blocks and not same and not blocks[-1].same:
            last = blocks.pop()
            blocks.append(Block(last.old_start, step.src_end, last.new_start, step.dest_end, False))
        else:
            blocks.append(Block(step.src_start, step.src_end, step.dest_start, step.dest_end, same))
    return blocks


def errors(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many items were wrong, missing or too many."""
    return sum(block.errors for block in align(old, new) if not block.same)


def twins(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Where each item of the old text stands in the new one, for those that are the same in both."""
    return {
        block.old_start + step: block.new_start + step
        for block in align(old, new)
        if block.same
        for step in range(block.old_end - block.old_start)
    }


def settle(blocks: Sequence[Block], new: Sequence[Hashable], room: Callable[[int], float]) -> list[Block]:
    """Put what is missing where there is most room for it.

    A word beside its like ("I" became "I I") may have been missing on either side, and only the sound can tell:
    `room` gives the silence between old items n-1 and n.
    """
    last = blocks[-1] if blocks else Block(0, 0, 0, 0, True)
    ends = Block(0, 0, 0, 0, True), Block(last.old_end, last.old_end, last.new_end, last.new_end, True)
    settled = [ends[0], *blocks, ends[1]]
    for position, block in enumerate(settled):
        if block.old_start == block.old_end and not block.same:
            ways = _ways(settled, position, new)
            way = max(ways, key=lambda way: (room(block.old_start + way), -abs(way)))
            settled[position - 1] = settled[position - 1].moved(0, way)
            settled[position] = block.moved(way, way)
            settled[position + 1] = settled[position + 1].moved(way, 0)
    return [block for block in settled if block.old_start < block.old_end or block.new_start < block.new_end]


def _ways(blocks: Sequence[Block], position: int, new: Sequence[Hashable]) -> list[int]:
    """How far a missing run can go to the left (below 0) or right while the text reads the same.

    One item stays between two runs that differ, so that they stay two.
    """
    before, block, after = blocks[position - 1 : position + 2]
    left = before.new_end - before.new_start - (position > 2)
    right = after.new_end - after.new_start - (position < len(blocks) - 3)
    leftwards = takewhile(lambda way: new[block.new_start + way] == new[block.new_end + way], range(-1, -left - 1, -1))
    rightwards = takewhile(lambda way: new[block.new_start + way] == new[block.new_end + way], range(right))
    return [0, *leftwards, *(way + 1 for way in rightwards)]


def key(text: str) -> str:
    """A word as it is aligned, whatever its case and punctuation; a dash standing alone is a dash."""
    seen = look(text)
    return plain(seen) or seen
