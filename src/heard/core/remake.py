"""Lay what people wrote onto what another engine heard later. Nothing that a person wrote or confirmed is lost.

    old take --people--> present
    old take --engine--> new take

Where only the engine hears otherwise, the new words are taken. Where people were, theirs stay; and where the engine now
hears something else than both, that is offered to people (a three-way merge, as diff3 does it).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from heard.core.alignment import align, key
from heard.core.corrections import Change, Correction, apply, change_to
from heard.core.timing import rewrite
from heard.core.words import Transcript, Word, text_of


@dataclass(frozen=True, slots=True)
class Remade:
    """`changes`, in this order, bring the present transcript up to the new take. `offers` are for people to decide."""

    changes: tuple[Change, ...]
    offers: tuple[Correction, ...]


def remake(
    old: Transcript, present: Transcript, new: Transcript, *, prefix: str, confirmed: Collection[str] = ()
) -> Remade:
    """`old` is the take that `present` was made from; `confirmed` are ids of present words that somebody called right.

    New words are called `prefix`.1, `prefix`.2 ... Voices stay as they are named: new words speak in the voice that
    overlaps theirs, as far as their place allows.
    """
    voices = _voices(present, new)
    changes: list[Change] = []
    offers: list[Correction] = []
    now = present
    for part in reversed(list(_parts(old.words, present.words, new.words))):
        kept = any(word.source == "human" or word.id in confirmed for word in part.present)
        if _same(part.new, part.present) or _same(part.new, part.old):
            continue
        if kept or not _same(part.present, part.old):
            offers.append(_offer(present, part))
            continue
        change = _change(now, part, voices, prefix)
        changes.append(change)
        now = apply(now, change)
    return Remade(tuple(changes), tuple(reversed(offers)))


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
    blocks = align([key(word.text) for word in old], [key(word.text) for word in new])
    inside = {
        block.old_start + step: block.new_start + step
        for block in blocks
        if block.same
        for step in range(block.old_end - block.old_start)
    }
    return {-1: -1} | inside | {len(old): len(new)}


def _same(one: Sequence[Word], other: Sequence[Word]) -> bool:
    return [key(word.text) for word in one] == [key(word.text) for word in other]


def _offer(present: Transcript, part: _Part) -> Correction:
    words = tuple(word.id for word in part.present)
    after = present.words[part.at - 1].id if not words and part.at else None
    return Correction(words, after, text_of(part.new))


def _change(now: Transcript, part: _Part, voices: dict[str, str], prefix: str) -> Change:
    """The new words in the place of the present ones, as the machine's, with the engine's own times where they fit."""
    run = rewrite(now, part.at, part.at + len(part.present), [word.text for word in part.new], prefix)
    begin = part.at - run.start
    end = begin + len(part.new)
    before, after = run.words[:begin], run.words[end:]
    words = [_heard(word, heard) for word, heard in zip(run.words[begin:end], part.new, strict=True)]
    room = before[-1].end if before else 0.0, after[0].start if after else now.duration
    if part.new and room[0] <= part.new[0].start and part.new[-1].end <= room[1]:
        words = [replace(word, start=one.start, end=one.end) for word, one in zip(words, part.new, strict=True)]
    if before and after and not part.present and _belong_to(after[0], before[-1], part.new, voices):
        words = [replace(word, speaker=after[0].speaker, paragraph=after[0].paragraph) for word in words]
    return change_to(now, run.start, run.end, (*before, *words, *after))


def _heard(word: Word, heard: Word) -> Word:
    """As the engine has it, in the voice and paragraph of its place."""
    return replace(word, source="machine", confidence=heard.confidence, heard=heard.heard, evidence=heard.evidence)


# Voices


def _voices(present: Transcript, new: Transcript) -> dict[str, str]:
    """Which voice of the present each voice of the new take is: the one that says most of its words."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for here, there in list(_matches(present.words, new.words).items())[1:-1]:
        one, other = present.words[here], new.words[there]
        if one.speaker and other.speaker:
            shared[other.speaker][one.speaker] += 1
    return {voice: counts.most_common(1)[0][0] for voice, counts in shared.items()}


def _belong_to(after: Word, before: Word, words: Sequence[Word], voices: dict[str, str]) -> bool:
    """Whether missing words are said by whoever speaks after them, and not before."""
    said_by = {voices.get(word.speaker or "") for word in words}
    return said_by == {after.speaker} and before.speaker != after.speaker
