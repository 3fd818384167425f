"""A text written anew by its teller: what is still there stays the same words, with all that was said about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from heard.core.transcript.alignment import align
from heard.core.transcript.corrections import Change
from heard.core.transcript.timing import rewrite
from heard.core.transcript.words import Speaker, Transcript, Word


def rewritten(present: Transcript, wanted: Transcript, *, prefix: str) -> Transcript:
    """`present` as it reads in `wanted`, paragraph for paragraph and voice for voice, by the names of voices. New words
    are called `prefix`.1, `prefix`.2 and so on, and nobody corrected anything: they were written like the others."""
    run = rewrite(present, 0, len(present.words), [word.text for word in wanted.words], prefix)
    speakers = tuple(_voices(present, wanted))
    ids = {voice.name: voice.id for voice in reversed(speakers)}
    theirs = {voice.id: ids[voice.name] for voice in wanted.speakers}
    numbers = dict(zip((one.number for one in wanted.paragraphs), _numbers(present, wanted), strict=True))
    words = [
        replace(
            word, speaker=theirs.get(as_wanted.speaker or ""), paragraph=numbers[as_wanted.paragraph], source="written"
        )
        for word, as_wanted in zip(run.words, wanted.words, strict=True)
    ]
    return replace(present, words=tuple(words), speakers=speakers)


def _numbers(present: Transcript, wanted: Transcript) -> list[int]:
    """Paragraphs keep theirs where there are as many."""
    old, new = ([one.number for one in side.paragraphs] for side in (present, wanted))
    return old if len(old) == len(new) else new


def _voices(present: Transcript, wanted: Transcript) -> Iterator[Speaker]:
    """Those that were there, and new ones with ids of their own."""
    yield from present.speakers
    names, taken = {voice.name for voice in present.speakers}, {voice.id for voice in present.speakers}
    free = (f"S{number}" for number in range(1, len(taken) + len(wanted.speakers) + 2))
    unused = (one for one in free if one not in taken)
    yield from (Speaker(next(unused), voice.name) for voice in wanted.speakers if voice.name not in names)


def changes_between(before: Transcript, after: Transcript) -> list[Change]:
    """What leads from one to the other, in order: each run of words that is not the same, between two that are."""
    old, new = before.words, after.words
    return [
        Change(
            anchor=_id(old, block.old_start - 1),
            before=old[block.old_start : block.old_end],
            after=new[block.new_start : block.new_end],
            follower=_id(old, block.old_end),
        )
        for block in align(old, new)
        if not block.same
    ]


def _id(words: tuple[Word, ...], position: int) -> str | None:
    return words[position].id if 0 <= position < len(words) else None
