"""Lay what people wrote onto what another engine heard later. Nothing that a person wrote or confirmed is lost.

    old take --people--> present
    old take --engine--> new take

Where only the engine hears otherwise, the new words are taken. Where people were, theirs stay; and where the engine now
hears something else than both, that is offered to people (a three-way merge, as diff3 does it). Voices and paragraphs
follow the new take as well, as far as no person chose them (turns.py).

A word that the new take confirms keeps its id and its times. Better words do not come with better times, and times hold
more than a word to its sound: what is hidden is kept as seconds (hiding.py), so that a word which moved could come out
of hiding. New words take the engine's times where there is room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from heard.core.transcript.alignment import key, twins
from heard.core.transcript.chain import Chain
from heard.core.transcript.corrections import Change, Correction, apply_all, change_to, moves_to
from heard.core.transcript.hiding import Stretch, covers
from heard.core.transcript.timing import rewrite
from heard.core.transcript.turns import in_turn, take_turns, turn_of
from heard.core.transcript.words import Transcript, Word, text_of


@dataclass(frozen=True, slots=True)
class Remade:
    """`changes`, in this order, bring the present transcript up to the new take. `offers` are for people to decide."""

    changes: tuple[Change, ...]
    offers: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class People:
    """What people did, beside writing: ids of present words that somebody `confirmed`, ids of voices that have a name
    from somebody (`named`), and the seconds that are `hidden`."""

    confirmed: Collection[str] = ()
    named: Collection[str] = ()
    hidden: Sequence[Stretch] = ()


def offers_of(old: Transcript, present: Transcript, new: Transcript) -> tuple[Correction, ...]:
    """All that another take hears otherwise than the words which stand now, for people to decide, and nothing changed:
    what a weaker engine is good for."""
    parts = _parts(old.words, present.words, new.words)
    return tuple(
        _offer(present, part) for part in parts if not (_same(part.new, part.present) or _same(part.new, part.old))
    )


def remake(old: Transcript, present: Transcript, new: Transcript, *, prefix: str, people: People = People()) -> Remade:
    """`old` is the take that `present` was made from. New words are called `prefix`.1, `prefix`.2 ..."""
    changes: list[Change] = []
    offers: list[Correction] = []
    rewriting = _Rewriting(present, people.hidden, prefix)
    for part in reversed(list(_parts(old.words, present.words, new.words))):
        kept = any(word.source == "human" or word.id in people.confirmed for word in part.present)
        if _same(part.new, part.present) or _same(part.new, part.old):
            continue
        if kept or not _same(part.present, part.old):
            offers.append(_offer(present, part))
            continue
        changes.append(rewriting.change(part))
    after = take_turns(old, present, apply_all(present, changes), new, people.named)
    moves = moves_to(present, [_in_turn(word, after) for word in present.words])
    return Remade((*moves, *(_moved(change, after) for change in changes)), tuple(reversed(offers)))


def _moved(change: Change, after: Transcript) -> Change:
    before, now = (tuple(_in_turn(word, after) for word in words) for words in (change.before, change.after))
    return replace(change, before=before, after=now)


def _in_turn(word: Word, after: Transcript) -> Word:
    """In the voice and paragraph it has afterwards; a word that goes, as it was."""
    position = after.positions.get(word.id)
    return word if position is None else in_turn(word, turn_of(after.words[position]))


# How new words are called until they get a name that no other has.
_FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands in the same place of all three. `at` is where that is in the present."""

    at: int
    old: tuple[Word, ...]
    present: tuple[Word, ...]
    new: tuple[Word, ...]


def _parts(old: Sequence[Word], present: Sequence[Word], new: Sequence[Word]) -> Iterator[_Part]:
    """All three texts, cut wherever it is known which words of one stand in the place of which of the others."""
    here, there = _matches(old, present), _matches(old, new)
    last = (0, 0, 0)
    for at in range(len(old) + 1):
        sides = _sides(here, at), _sides(there, at)
        for side in (0, 1):
            cuts = [one[side] if one[side] is not None else one[1 - side] for one in sides]
            if cuts[0] is None or cuts[1] is None:
                continue
            yield _Part(
                last[1], tuple(old[last[0] : at]), tuple(present[last[1] : cuts[0]]), tuple(new[last[2] : cuts[1]])
            )
            last = at, cuts[0], cuts[1]


def _sides(matches: Mapping[int, int], at: int) -> tuple[int | None, int | None]:
    """Where the place before the old word `at` is in the other text: after the word before it, and before that word.
    Both differ where something was put between them."""
    return (matches[at - 1] + 1 if at - 1 in matches else None), matches.get(at)


def _matches(old: Sequence[Word], new: Sequence[Word]) -> dict[int, int]:
    """Which word of the new text each word of the old one is, whatever its case and punctuation; and their ends."""
    inside = twins([key(word.text) for word in old], [key(word.text) for word in new])
    return {-1: -1} | inside | {len(old): len(new)}


def _same(one: Sequence[Word], other: Sequence[Word]) -> bool:
    return [key(word.text) for word in one] == [key(word.text) for word in other]


def _offer(present: Transcript, part: _Part) -> Correction:
    words = tuple(word.id for word in part.present)
    after = present.words[part.at - 1].id if not words and part.at else None
    return Correction(words, after, text_of(part.new))


class _Rewriting:
    """Goes through the parts from the last to the first. Two words to each side are all that a part has to know of."""

    def __init__(self, present: Transcript, hidden: Sequence[Stretch], prefix: str) -> None:
        self._present, self._hidden = present, hidden
        self._names = (name for n in count(1) if (name := f"{prefix}.{n}") not in present.positions)
        self._chain = Chain(present.words)

    def change(self, part: _Part) -> Change:
        """The new words in the place of the present ones, as the machine's, with the engine's own times where they fit.
        Where words are hidden, the new ones keep their times, and are hidden too."""
        window, at = self._window(part)
        run = rewrite(window, at, at + len(part.present), [word.text for word in part.new], _FRESH)
        begin = at - run.start
        end = begin + len(part.new)
        before, after = run.words[:begin], run.words[end:]
        words = [self._heard(word, heard) for word, heard in zip(run.words[begin:end], part.new, strict=True)]
        room = before[-1].end if before else 0.0, after[0].start if after else window.duration
        fits = part.new and room[0] <= part.new[0].start and part.new[-1].end <= room[1]
        if fits and not any(covers(self._hidden, word.start, word.end) for word in part.present):
            words = [replace(word, start=one.start, end=one.end) for word, one in zip(words, part.new, strict=True)]
        change = change_to(window, run.start, run.end, (*before, *words, *after))
        change.change(self._chain)
        return change

    def _window(self, part: _Part) -> tuple[Transcript, int]:
        """The words of a part and those beside it, as they are by now, and where in them it begins."""
        left = self._present.words[max(part.at - 2, 0) : part.at]
        known = [word for one in (*left, *part.present) if (word := self._chain.get(one.id))]
        right = self._chain.after(known[-1].id if known else None, 2)
        return self._present.with_words((*known, *right)), len(left)

    def _heard(self, word: Word, heard: Word) -> Word:
        """As the engine has it, in the place where it stands."""
        name = next(self._names) if word.id.startswith(f"{_FRESH}.") else word.id
        word = replace(word, id=name, source="machine", confidence=heard.confidence)
        return replace(word, heard=heard.heard, evidence=heard.evidence)
