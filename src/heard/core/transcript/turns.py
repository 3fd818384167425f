"""Voices and paragraphs of a later take, taken over where no person chose otherwise.

    old take --people--> present --remake--> its words by now
                         new take ----------> their turns

What people did stays. A voice keeps its id, and with it the name that people gave it; a voice with a name is never
made one with another. A word that somebody put in another voice stays there, and so does a paragraph that somebody
began or joined. No paragraph begins within words that people wrote side by side, unless it did before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count, pairwise
from typing import TypeVar

from heard.core.transcript.alignment import align, key, twins
from heard.core.transcript.words import Speaker, Transcript, Word

# A voice, and the number of a paragraph.
Turn = tuple[str | None, int]

A = TypeVar("A", bound=Hashable)
B = TypeVar("B", bound=Hashable)


def take_turns(
    old: Transcript, present: Transcript, now: Transcript, new: Transcript, named: Collection[str]
) -> Transcript:
    """`now` in the voices and paragraphs of the `new` take, as far as they are the machine's to say.

    `old` is the take that `present` was made from, and `now` is `present` with the words of the new take. `named` are
    voices that people gave a name. Paragraphs keep their number where most of their words stay together.
    """
    heard = _heard(now.words, new.words)
    turns = _turns(now.words, heard)
    chosen = _chosen(old, present)
    voices = _voices(present, now, heard, turns, named)
    speakers = _speakers(now.words, turns, voices, chosen, named)
    groups = _groups(now.words, turns, speakers, chosen)
    numbers = _numbers(old, present, now.words, groups)
    words = zip(now.words, speakers, groups, strict=True)
    return now.with_words([in_turn(word, (speaker, numbers[group])) for word, speaker, group in words])


def with_voices(transcript: Transcript, known: Sequence[Speaker]) -> Transcript:
    """With the voices `known`, and those that words name beyond them: "S3" is “Speaker 3” until people name it."""
    ids = {voice.id for voice in known}
    others = dict.fromkeys(word.speaker for word in transcript.words if word.speaker and word.speaker not in ids)
    return replace(transcript, speakers=(*known, *(Speaker(one, f"Speaker {one.removeprefix('S')}") for one in others)))


def turn_of(word: Word) -> Turn:
    return word.speaker, word.paragraph


def in_turn(word: Word, turn: Turn) -> Word:
    return replace(word, speaker=turn[0], paragraph=turn[1])


# What the take says


def _heard(words: Sequence[Word], new: Sequence[Word]) -> list[Word | None]:
    """In the place of which word of the take each word stands. None where the take has nothing."""
    found: list[Word | None] = []
    for block in align([key(word.text) for word in words], [key(word.text) for word in new]):
        there = new[block.new_start : block.new_end]
        if block.same:
            found += there
        else:
            found += [_at_the_time(word, there) for word in words[block.old_start : block.old_end]]
    return found


def _at_the_time(word: Word, there: Sequence[Word]) -> Word | None:
    """Which of the words is being said in the middle of `word`, or last before it."""
    middle = (word.start + word.end) / 2
    return there[max(bisect_right(there, middle, key=lambda one: one.start) - 1, 0)] if there else None


def _turns(words: Sequence[Word], heard: Sequence[Word | None]) -> list[Turn | None]:
    """The turn of the take that each word belongs to; words that people wrote side by side go together, where most of
    them belong. None only where the take is empty."""
    turns: list[Turn | None] = []
    for unit in _units(words):
        said = Counter(turn_of(one) for at in unit if (one := heard[at]))
        turns += [said.most_common(1)[0][0] if said else None] * len(unit)
    return _filled(words, turns)


def _units(words: Sequence[Word]) -> Iterator[range]:
    """Runs that stay in one paragraph: each word by itself, but what people wrote side by side together."""
    starts = [0] if words else []
    starts += [at for at, (one, other) in enumerate(pairwise(words), 1) if not _together(one, other)]
    return (range(*ends) for ends in pairwise([*starts, len(words)]))


def _together(one: Word, other: Word) -> bool:
    return one.source == other.source == "human" and turn_of(one) == turn_of(other)


def _filled(words: Sequence[Word], turns: Sequence[Turn | None]) -> list[Turn | None]:
    """Where the take hears nothing, words go with the neighbour whose paragraph they are in, or else the next one."""
    done = list(turns)
    for at in range(1, len(words)):
        if done[at] is None and turn_of(words[at - 1]) == turn_of(words[at]):
            done[at] = done[at - 1]
    for at in reversed(range(len(words) - 1)):
        done[at] = done[at] or done[at + 1]
    for at in range(1, len(words)):
        done[at] = done[at] or done[at - 1]
    return done


# What people say


@dataclass(frozen=True, slots=True)
class _Chosen:
    """`voices` are ids of words that somebody put in another voice. `borders` says of two neighbours, by their ids,
    whether a paragraph begins between them, where somebody began or joined one."""

    voices: frozenset[str]
    borders: Mapping[tuple[str, str], bool]


def _chosen(old: Transcript, present: Transcript) -> _Chosen:
    """Where voices and paragraphs are not as the take had them."""
    same = _same_words(old.words, present.words)
    pairs = [(old.words[here], present.words[there]) for here, there in same.items()]
    voices = _partners(Counter((one.speaker, other.speaker) for one, other in pairs))
    moved = (other.id for one, other in pairs if voices.get(one.speaker, other.speaker) != other.speaker)
    beside = [(at, same[at]) for at in same if same.get(at + 1) == same[at] + 1]
    return _Chosen(frozenset(moved), dict(_changed_borders(old, present, beside)))


def _same_words(old: Sequence[Word], new: Sequence[Word]) -> dict[int, int]:
    """Where words read the same at the same time. (Text alone does not tell which “I” of two somebody took out.)"""
    same = twins([key(word.text) for word in old], [key(word.text) for word in new])
    return {one: other for one, other in same.items() if _overlap(old[one], new[other])}


def _overlap(one: Word, other: Word) -> bool:
    return one.start < other.end and other.start < one.end


def _changed_borders(
    old: Transcript, present: Transcript, places: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Two words that were neighbours in both, and are no longer, or only now, in one paragraph."""
    for before, after in places:
        one, other = present.words[after : after + 2]
        if _is_border(one, other) != _is_border(*old.words[before : before + 2]):
            yield (one.id, other.id), _is_border(one, other)


def _is_border(one: Word, other: Word) -> bool:
    return one.paragraph != other.paragraph


# Both together


def _voices(
    present: Transcript,
    now: Transcript,
    heard: Sequence[Word | None],
    turns: Sequence[Turn | None],
    named: Collection[str],
) -> dict[str, str]:
    """What each voice of the take is called: as the present one that it shares most words with, or anew."""
    voices = _partners(
        Counter(
            (one.speaker, word.speaker)
            for word, one in zip(now.words, heard, strict=True)
            if one and one.speaker and word.speaker and word.id in present.positions
        )
    )
    taken = {*named, *(voice.id for voice in present.speakers), *(word.speaker for word in present.words)}
    fresh = (name for number in count(1) if (name := f"S{number}") not in taken)
    speaking = dict.fromkeys(turn[0] for turn in turns if turn and turn[0])
    return {voice: voices.get(voice) or next(fresh) for voice in speaking}


def _speakers(
    words: Sequence[Word],
    turns: Sequence[Turn | None],
    voices: Mapping[str, str],
    chosen: _Chosen,
    named: Collection[str],
) -> list[str | None]:
    """The voice of each word. One that people named and the take does not know apart stays as it is."""
    stay = set(named) - set(voices.values())
    speakers: list[str | None] = []
    for unit in _units(words):
        own = words[unit[0]].speaker
        turn = turns[unit[0]]
        keeps = own in stay or turn is None or any(words[at].id in chosen.voices for at in unit)
        speakers += [own if keeps or turn is None else voices.get(turn[0] or "", own)] * len(unit)
    return speakers


def _groups(
    words: Sequence[Word], turns: Sequence[Turn | None], speakers: Sequence[str | None], chosen: _Chosen
) -> list[int]:
    """The paragraph of each word, counted from 0. A paragraph has one voice."""
    borders = [False]
    for at, (one, other) in enumerate(pairwise(words), 1):
        heard = _is_border(one, other) if turns[at] is None else turns[at - 1] != turns[at]
        borders.append(speakers[at - 1] != speakers[at] or chosen.borders.get((one.id, other.id), heard))
    return list(accumulate(map(int, borders[: len(words)])))


def _numbers(old: Transcript, present: Transcript, words: Sequence[Word], groups: Sequence[int]) -> dict[int, int]:
    """The number of each paragraph: as most of its words had, or one that no other has had."""
    shared = Counter(
        (group, word.paragraph) for group, word in zip(groups, words, strict=True) if word.id in present.positions
    )
    numbers = _partners(shared)
    fresh = count(1 + max((word.paragraph for word in (*old.words, *present.words)), default=-1))
    return {group: numbers[group] if group in numbers else next(fresh) for group in dict.fromkeys(groups)}


def _partners(shared: Counter[tuple[A, B]]) -> dict[A, B]:
    """Each with the one that it shares most with and that is not another's, if that is at least a quarter of it."""
    whole: Counter[A] = Counter()
    for (one, _), much in shared.items():
        whole[one] += much
    partners: dict[A, B] = {}
    for (one, other), much in shared.most_common():
        if one not in partners and other not in partners.values() and 4 * much >= whole[one]:
            partners[one] = other
    return partners
