"""A correction says which words should read otherwise; a change is its exact effect, and can be undone.

    Correction --change_for--> Change --apply--> the next revision
                                      --inverse--> the way back

A correction made against an older revision has a Standing: it applies, it is already so, or it conflicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any, Literal

from heard.core.errors import BadInput, Conflict
from heard.core.transcript.alignment import align
from heard.core.transcript.chain import Chain
from heard.core.transcript.scripts import cut_like, joined, look, words_in
from heard.core.transcript.timing import align_words, rewrite
from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True, slots=True)
class Correction:
    """What should stand instead of some words.

    `words` are the ids of neighbours, in order. With none, `text` is missing after the word `after` (None: at the
    beginning). `text` may hold several words; empty, it says that nobody says these words.
    """

    words: tuple[str, ...]
    after: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """`before` became `after`, between the words `anchor` and `follower` (None: the ends of the transcript)."""

    anchor: str | None
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    follower: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.before == self.after

    @property
    def moves(self) -> bool:
        """Whether the same words are only in another voice or paragraph."""
        return bool(self.before) and [*map(_said, self.before)] == [*map(_said, self.after)]

    def change(self, chain: Chain) -> None:
        """Raises Conflict when the words no longer stand there."""
        chain.swap(self.anchor, self.before, self.after, self.follower)

    def inverse(self) -> Change:
        return Change(self.anchor, self.after, self.before, self.follower)

    def as_data(self) -> dict[str, Any]:
        """For storing as JSON; `from_data` reads it back exactly."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Change:
        before, after = (tuple(Word(**word) for word in data[side]) for side in ("before", "after"))
        return cls(data["anchor"], before, after, data["follower"])


@dataclass(frozen=True, slots=True)
class Context:
    """What stood where a correction was made: its words as they read then, and the words to both sides.

    Keep it with the correction: it tells later whether somebody else has put the same thing right.
    """

    anchor: str | None
    text: str
    follower: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What has to be looked at to tell whether something can be done, and to do it: all words between the first and
    the last of `words` that are there, and one more on both sides; from the beginning on, or to the end."""

    words: frozenset[str]
    begins: bool = False
    ends: bool = False

    def __or__(self, other: Reach) -> Reach:
        return Reach(self.words | other.words, self.begins or other.begins, self.ends or other.ends)


class Standing(StrEnum):
    """How a correction stands against a later revision."""

    APPLIES = "applies"
    ALREADY = "already"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a comparison of two revisions."""

    kind: Literal["same", "removed", "added"]
    words: tuple[Word, ...]


# Applying


def apply(transcript: Transcript, change: Change) -> Transcript:
    """The next revision. Raises Conflict when the words of `change` no longer stand there as it knew them."""
    return apply_all(transcript, [change])


def apply_all(transcript: Transcript, changes: Iterable[Change]) -> Transcript:
    """All changes in order, or none: raises Conflict at the first that no longer applies."""
    chain = Chain(transcript.words)
    for change in changes:
        change.change(chain)
    return transcript.with_words(tuple(chain))


def inverse_all(changes: Sequence[Change]) -> list[Change]:
    """The way back from a revision, to be applied in this order."""
    return [change.inverse() for change in reversed(changes)]


def change_for(transcript: Transcript, correction: Correction, *, prefix: str) -> Change:
    """The smallest change that makes `transcript` read as corrected; it `is_empty` when it already does.

    Give a `prefix` no other correction of this story has: new words are called `prefix`.1, `prefix`.2 and so on.
    Raises Conflict when the words of the correction do not stand there as neighbours.
    """
    start, end = _span(transcript, correction)
    texts = cut_like(correction.text, [word.text for word in transcript.words[start:end]])
    run = rewrite(transcript, start, end, texts, prefix)
    return change_to(transcript, run.start, run.end, run.words)


def change_to(transcript: Transcript, start: int, end: int, words: Sequence[Word]) -> Change:
    """The smallest change that puts `words` in the place of those from `start` to `end` (not included)."""
    old = transcript.words[start:end]
    head = _common(old, words)
    tail = _common(old[head:][::-1], words[head:][::-1])
    return Change(
        anchor=_id_at(transcript, start + head - 1),
        before=old[head : len(old) - tail],
        after=tuple(words[head : len(words) - tail]),
        follower=_id_at(transcript, end - tail),
    )


def moves_to(transcript: Transcript, words: Sequence[Word]) -> Iterator[Change]:
    """The changes, in any order, that put `words` in the place of all there are, one for one."""
    for differs, run in groupby(range(len(words)), key=lambda at: words[at] != transcript.words[at]):
        start, *rest = run
        if differs:
            end = start + len(rest) + 1
            yield change_to(transcript, start, end, words[start:end])


# How far something reaches


def reach_of(correction: Correction, context: Context | None = None) -> Reach:
    """Of a correction and, where it was made in an older revision, of its `context` there."""
    beside = [context.anchor, context.follower] if context else []
    ends = correction.words[:1] + correction.words[-1:] or (correction.after,)
    begins = (not correction.words and correction.after is None) or bool(context and context.anchor is None)
    return Reach(_there(*ends, *beside), begins, bool(context and context.follower is None))


def reach_of_changes(changes: Iterable[Change]) -> Reach:
    reach = Reach(frozenset())
    for one in changes:
        words = (word.id for word in (*one.before, *one.after))
        reach |= Reach(_there(one.anchor, one.follower, *words), one.anchor is None, one.follower is None)
    return reach


def touching(changes: Iterable[Change], words: Iterable[str], *, begins: bool, ends: bool) -> list[Change]:
    """Those of `changes`, made one after the other, that have to do with some words, or with words that come among them
    by it. `begins` and `ends` say whether these are the first and the last of the transcript."""
    known, found = set(words), []
    for one in changes:
        reach = reach_of_changes([one])
        if not known.isdisjoint(reach.words) or (reach.begins and begins) or (reach.ends and ends):
            known |= reach.words
            found.append(one)
    return found


def _there(*words: str | None) -> frozenset[str]:
    return frozenset(word for word in words if word is not None)


# Standing


def context_of(transcript: Transcript, correction: Correction) -> Context:
    """What stands where the correction is made. Raises Conflict when its words are not there."""
    start, end = _span(transcript, correction)
    return Context(_id_at(transcript, start - 1), text_of(transcript.words[start:end]), _id_at(transcript, end))


def standing(transcript: Transcript, correction: Correction, context: Context) -> Standing:
    """How a correction made in `context`, in an older revision, stands against `transcript`."""
    between = _between(transcript, context.anchor, context.follower)
    if between is not None and reads_the_same(text_of(between), correction.text):
        return Standing.ALREADY
    try:
        now = context_of(transcript, correction)
    except Conflict:
        return Standing.CONFLICT
    if correction.words and reads_the_same(now.text, correction.text):
        return Standing.ALREADY
    missed = not correction.words and now.follower != context.follower
    return Standing.CONFLICT if missed else Standing.APPLIES


def reads_the_same(one: str, other: str) -> bool:
    """Whether nobody can tell two texts apart: by spaces, by what is not seen, by curly and straight quotes."""
    return [*map(look, words_in(one))] == [*map(look, words_in(other))]


# Whole pages


def corrections_from_page(transcript: Transcript, paragraphs: Mapping[str, str]) -> list[Correction]:
    """The separate corrections in a page that somebody rewrote.

    `paragraphs` holds texts by the id of each paragraph's first word; those left out are as they were. White space,
    line ends and what nobody can tell apart are no corrections. An emptied paragraph is one that nobody says. Raises
    BadInput for an id that begins no paragraph.
    """
    known = {paragraph.first: paragraph.words for paragraph in transcript.paragraphs}
    if unknown := [first for first in paragraphs if first not in known]:
        raise BadInput("No paragraph begins with the word “%(word)s”.", code="unknown-paragraph", word=unknown[0])
    return [
        correction
        for first, words in known.items()
        if first in paragraphs
        for correction in differences(words, cut_like(paragraphs[first], [word.text for word in words]))
    ]


def compare(before: Transcript, after: Transcript) -> list[Piece]:
    """Both revisions as one text, with what went and what came."""
    old, new = [(word.id, word.text) for word in before.words], [(word.id, word.text) for word in after.words]
    pieces: list[Piece] = []
    for block in align(old, new):
        removed, added = before.words[block.old_start : block.old_end], after.words[block.new_start : block.new_end]
        if block.same:
            pieces.append(Piece("same", added))
        else:
            pieces += [Piece("removed", removed)] if removed else []
            pieces += [Piece("added", added)] if added else []
    return pieces


def differences(words: Sequence[Word], texts: Sequence[str]) -> Iterable[Correction]:
    """The separate corrections that make neighbouring `words` read as `texts`. There is at least one word."""
    for block in align_words(words, texts, exactly=True):
        if block.same:
            continue
        replaced = words[block.old_start : block.old_end]
        text = joined(texts[block.new_start : block.new_end])
        if not replaced and _begins(words, block.old_start):
            # A paragraph's new beginning belongs to it, not to the paragraph above or to what is hidden there.
            replaced = words[block.old_start : block.old_start + 1]
            text = joined([text, replaced[0].text])
        after = words[block.old_start - 1].id if not replaced else None
        yield Correction(tuple(word.id for word in replaced), after, text)


def _begins(words: Sequence[Word], position: int) -> bool:
    return position == 0 or (position < len(words) and words[position - 1].is_gap)


# Finding places


def _span(transcript: Transcript, correction: Correction) -> tuple[int, int]:
    """Where the replaced words stand; for an insertion, the place between two words."""
    ids = correction.words
    if not ids:
        start = _after(transcript, correction.after)
        if start is None:
            raise Conflict("The word before the missing words is no longer there.", code="anchor-gone")
        return start, start
    start = transcript.positions.get(ids[0])
    if start is None or tuple(word.id for word in transcript.words[start : start + len(ids)]) != ids:
        raise Conflict("These words have changed since.", code="words-changed")
    return start, start + len(ids)


def _said(word: Word) -> Word:
    """The word, whoever says it and in whatever paragraph."""
    return replace(word, speaker=None, paragraph=0)


def _after(transcript: Transcript, anchor: str | None) -> int | None:
    """The place after a word, or the beginning. None when the word is gone."""
    if anchor is None:
        return 0
    position = transcript.positions.get(anchor)
    return None if position is None else position + 1


def _before(transcript: Transcript, follower: str | None) -> int | None:
    """The place before a word, or the end. None when the word is gone."""
    return len(transcript.words) if follower is None else transcript.positions.get(follower)


def _between(transcript: Transcript, anchor: str | None, follower: str | None) -> tuple[Word, ...] | None:
    start, end = _after(transcript, anchor), _before(transcript, follower)
    return None if start is None or end is None or end < start else transcript.words[start:end]


def _id_at(transcript: Transcript, position: int) -> str | None:
    return transcript.words[position].id if 0 <= position < len(transcript.words) else None


def _common(old: Sequence[Word], new: Sequence[Word]) -> int:
    """How many words at the beginning are the same in both."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
