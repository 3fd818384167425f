"""The way back from a revision, when voices and paragraphs may have become others since.

then, right after the revision --inverse--> then, before it
now                            --way_back-> the same undone, in the voices and paragraphs of now
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from heard.core.transcript.chain import Chain
from heard.core.transcript.corrections import Change, inverse_all, moves_to
from heard.core.transcript.turns import Turn, in_turn, turn_of
from heard.core.transcript.words import Transcript, Word


def way_back(then: Transcript, now: Transcript, changes: Sequence[Change]) -> list[Change]:
    """The exact changes that take `changes` back from `now`, to be applied in this order. `then` is how it read right
    after them. Raises Conflict when their words read otherwise by now."""
    was, present = Chain(then.words), Chain(now.words)
    steps: list[Change] = []
    for moves, group in groupby(inverse_all(changes), key=lambda change: change.moves):
        backwards = list(group)
        steps += _move_back(was, now, present, backwards) if moves else _write_back(was, present, backwards)
    return steps


def _write_back(was: Chain, present: Chain, backwards: Iterable[Change]) -> Iterator[Change]:
    for change in backwards:
        step = _rewritten(was, present, change)
        step.change(present)
        change.change(was)
        yield step


def _rewritten(was: Chain, present: Chain, change: Change) -> Change:
    """What comes back stands where its neighbours, or the words that go, have gone since."""
    beside = [*_known(was, (change.follower, change.anchor)), *change.before]
    since = {turn_of(word): turn_of(one) for word in beside for one in _known(present, (word.id,))}
    before = tuple(in_turn(word, turn_of(one)) for word in change.before for one in _known(present, (word.id,)))
    after = tuple(in_turn(word, since.get(turn_of(word), turn_of(word))) for word in change.after)
    return replace(change, before=before if len(before) == len(change.before) else change.before, after=after)


def _known(chain: Chain, ids: Iterable[str | None]) -> Iterator[Word]:
    """The words with these ids, without those that are not there."""
    return (word for one in ids if (word := chain.get(one)))


def _move_back(was: Chain, now: Transcript, present: Chain, backwards: Sequence[Change]) -> list[Change]:
    """Words go back to the voice and paragraph they had, unless they have gone on since. What was written between them
    goes along."""
    back = {word.id: turn_of(word) for change in backwards for word in change.after}
    words = tuple(present)
    turns = _followed(words[::-1], was, back) | _followed(words, was, back)
    steps = list(moves_to(now.with_words(words), [in_turn(one, turns.get(one.id, turn_of(one))) for one in words]))
    for change, chain in (*((step, present) for step in steps), *((change, was) for change in backwards)):
        change.change(chain)
    return steps


def _followed(words: Sequence[Word], was: Chain, back: Mapping[str, Turn]) -> dict[str, Turn]:
    """Where each word goes: by itself, or behind the one before it."""
    turns: dict[str, Turn] = {}
    leader: Word | None = None
    for word in words:
        if before := was.get(word.id):
            leader = word if word.id in back and turn_of(before) == turn_of(word) else None
        if leader and turn_of(leader) == turn_of(word):
            turns[word.id] = back[leader.id]
    return turns
