"""Words that many changes are made to, each at the price of its own size and not of the whole transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from heard.core.errors import BadTranscript, Conflict
from heard.core.transcript.words import Word


class Chain:
    """Each word knows its neighbours by their ids. None stands for both ends."""

    def __init__(self, words: Sequence[Word]) -> None:
        ids = [None, *(word.id for word in words), None]
        self._words = {word.id: word for word in words}
        self._next: dict[str | None, str | None] = dict(pairwise(ids))
        self._previous: dict[str | None, str | None] = {after: before for before, after in pairwise(ids)}

    def __iter__(self) -> Iterator[Word]:
        at = self._next[None]
        while at is not None:
            yield self._words[at]
            at = self._next[at]

    def get(self, name: str | None) -> Word | None:
        return self._words.get(name) if name is not None else None

    def after(self, name: str | None, most: int) -> list[Word]:
        """The words that follow one, or the first ones."""
        following: list[Word] = []
        while len(following) < most and (name := self._next[name]) is not None:
            following.append(self._words[name])
        return following

    def swap(self, anchor: str | None, before: Sequence[Word], after: Sequence[Word], follower: str | None) -> None:
        """Put the words `after` in the place of `before`; where there are none, between `anchor` and `follower`. Raises
        Conflict when they no longer stand there, or leave the times beside them no room."""
        left, right = self._around(before) if before else self._between(anchor, follower)
        beside = [self._words[one] for one in (left, right) if one is not None]
        row = [*beside[: left is not None], *after, *beside[left is not None :]]
        if any(one.end > other.start for one, other in pairwise(row)):
            raise Conflict("The words beside these have changed since. Undo the later change first.", code="no-room")
        for word in before:
            del self._words[word.id]
        self._link(left, after, right)

    def _link(self, left: str | None, words: Sequence[Word], right: str | None) -> None:
        for word in words:
            if word.id in self._words:
                raise BadTranscript("Two words share the id “%(word)s”.", code="word-id-twice", word=word.id)
            self._words[word.id] = word
        for one, other in pairwise([left, *(word.id for word in words), right]):
            self._next[one], self._previous[other] = other, one

    def _around(self, words: Sequence[Word]) -> tuple[str | None, str | None]:
        """The neighbours of words that stand there as they were."""
        at: str | None = words[0].id
        for word in words:
            there = self.get(at)
            if there is None or _identity(there) != _identity(word):
                raise Conflict("These words have changed since.", code="words-changed")
            at = self._next[at]
        return self._previous[words[0].id], at

    def _between(self, anchor: str | None, follower: str | None) -> tuple[str | None, str | None]:
        """The place after one word and before the other, as long as one of them is there."""
        known = [one is None or one in self._words for one in (anchor, follower)]
        if known[0] and (not known[1] or self._next[anchor] == follower):
            return anchor, self._next[anchor]
        if known == [False, True]:
            return self._previous[follower], follower
        raise Conflict("The words on both sides of this place have changed since.", code="place-changed")


def _identity(word: Word) -> tuple[str, str, str | None, int]:
    """What must not have changed; times may have been measured anew."""
    return word.id, word.text, word.speaker, word.paragraph
