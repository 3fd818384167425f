"""Which words of one text are which words of another."""

from __future__ import annotations

import pytest

from heard.core.transcript.alignment import align, settle


def seen(blocks):
    return [(block.old_start, block.old_end, block.new_start, block.new_end, block.same) for block in blocks]


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        ("", "", []),
        ("a b", "a b", [(0, 2, 0, 2, True)]),
        ("a b c", "a x y c", [(0, 1, 0, 1, True), (1, 2, 1, 3, False), (2, 3, 3, 4, True)]),
        ("a b", "a", [(0, 1, 0, 1, True), (1, 2, 1, 1, False)]),
        ("", "a", [(0, 0, 0, 1, False)]),
    ],
)
def test_same_and_different_runs_alternate(old, new, blocks):
    assert seen(align(old.split(), new.split())) == blocks


@pytest.mark.parametrize(
    ("old", "new", "room", "missing"),
    [
        ("a b", "a a b", 0, (0, 0, 0, 1)),
        ("a b", "a a b", 1, (1, 1, 1, 2)),
        ("x a b a b y", "x a b a b a b y", 1, (1, 1, 1, 3)),
        ("x a b a b y", "x a b a b a b y", 3, (3, 3, 3, 5)),
        ("x a b a b y", "x a b a b a b y", 5, (5, 5, 5, 7)),
        ("a b", "a c b", 0, (1, 1, 1, 2)),
    ],
)
def test_a_missing_run_goes_where_most_room_is_if_the_text_reads_the_same(old, new, room, missing):
    blocks = settle(align(old.split(), new.split()), new.split(), lambda position: float(position == room))
    assert [block[:4] for block in seen(blocks) if not block[4]] == [missing]
    rebuilt = [
        word
        for block in blocks
        for word in (
            old.split()[block.old_start : block.old_end] if block.same else new.split()[block.new_start : block.new_end]
        )
    ]
    assert rebuilt == new.split()
