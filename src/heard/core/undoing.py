"""The way back from a revision, when voices and paragraphs may have become others since.

then, right after the revision --inverse--> then, before it
now                            --way_back-> the same undone, in the voices and paragraphs of now
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from heard.core.corrections import Change, apply, inverse_all, moves_to
from heard.core.turns import Turn, in_turn, turn_of
from heard.core.words import Transcript, Word


def way_back(then: Transcript, now: Transcript, changes: Sequence[Change]) -> list[Change]:
    """The exact changes that take `changes` back from `now`, to be applied in this order. `then` is how it read right
    after them. Raises Conflict when their words read otherwise by now."""
    steps: list[Change] = []
    for change in inverse_all(changes):
        for step in _moves(then, now, change) if change.moves else [_rewritten(then, now, change)]:
            now = apply(now, step)
            steps.append(step)
        then = apply(then, change)
    return steps


def _rewritten(then: Transcript, now: Transcript, change: Change) -> Change:
    """What comes back stands where its neighbours, or the words that go, have gone since."""
    beside = [*_known(then, (change.follower, change.anchor)), *change.before]
    since = {turn_of(word): turn_of(one) for word in beside for one in _known(now, (word.id,))}
    before = tuple(in_turn(word, turn_of(one)) for word in change.before for one in _known(now, (word.id,)))
    after = tuple(in_turn(word, since.get(turn_of(word), turn_of(word))) for word in change.after)
    return replace(change, before=before if len(before) == len(change.before) else change.before, after=after)


def _known(transcript: Transcript, ids: Iterable[str | None]) -> Iterator[Word]:
    """The words with these ids, without those that are not there."""
    return (transcript.words[transcript.positions[one]] for one in ids if one in transcript.positions)


def _moves(then: Transcript, now: Transcript, change: Change) -> Iterator[Change]:
    """Words go back to the voice and paragraph they had, unless they have gone on since. What was written between them
    goes along."""
    back = {word.id: turn_of(word) for word in change.after}
    turns = _followed(now.words[::-1], then, back) | _followed(now.words, then, back)
    return moves_to(now, [in_turn(word, turns.get(word.id, turn_of(word))) for word in now.words])


def _followed(words: Sequence[Word], then: Transcript, back: Mapping[str, Turn]) -> dict[str, Turn]:
    """Where each word goes: by itself, or behind the one before it."""
    turns: dict[str, Turn] = {}
    leader: Word | None = None
    for word in words:
        if word.id in then.positions:
            stays = turn_of(then.words[then.positions[word.id]]) != turn_of(word)
            leader = None if stays or word.id not in back else word
        if leader and turn_of(leader) == turn_of(word):
            turns[word.id] = back[leader.id]
    return turns
