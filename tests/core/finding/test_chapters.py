"""Where a story turns to something else, as the machine proposes it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from heard.core.finding.chapters import MOST, SHORTEST, Meant, proposed
from heard.core.transcript.words import Transcript, Word

BUS = (
    "The bus to town comes twice a day and the driver knows me. ",
    "When the bus is late the stop has no roof. ",
    "My daughter drives when there is no bus, and the fare went up. ",
    "A ticket for the bus costs more than bread. ",
)
WARD = (
    "On the ward the nurse asked me in English and I said nothing. ",
    "The nurse wrote that I was confused, and the doctor read it. ",
    "In hospital nobody asked which language the doctor should use. ",
    "Another nurse came to the ward who spoke Welsh. ",
)
CHOIR = (
    "The choir sings on Thursdays in the chapel. ",
    "We sing hymns and the songs of my father. ",
    "A choir needs basses, and the chapel is cold. ",
    "My father sang tenor in that choir. ",
)


def told(*parts, pause=0.1, times=6, voice=lambda part: "S1"):
    """Each part is said `times` times over, then nobody speaks for `pause` seconds."""
    words, clock = [], 0.0
    for number, part in enumerate(parts):
        for text in ("".join(part) * times).split():
            words.append(Word(f"w{len(words) + 1}", text, round(clock, 2), round(clock + 0.4, 2), voice(number)))
            clock += 0.5
        clock += pause
    return Transcript(tuple(words), language="en", duration=clock)


def beginnings(transcript, *parts, times=6):
    """The first word of each part but the first."""
    ids, at = [], 0
    for part in parts[:-1]:
        at += len(("".join(part) * times).split())
        ids.append(f"w{at + 1}")
    return ids


@pytest.mark.parametrize("pause", [0.1, 2.0])
def test_a_chapter_begins_where_other_things_are_spoken_about(pause):
    found = [word.id for word in proposed(told(BUS, WARD, CHOIR, pause=pause))]
    assert found == beginnings(None, BUS, WARD, CHOIR)


def test_where_one_thing_is_spoken_about_all_along_nothing_is_cut_by_its_words():
    transcript = told(BUS, BUS, BUS)
    assert len(proposed(transcript)) < 3


def test_a_short_story_has_no_chapters():
    assert proposed(told(BUS, WARD, times=1)) == []
    assert proposed(Transcript(())) == []


def test_no_chapter_is_shorter_than_a_reader_has_use_for():
    transcript = told(*(BUS, WARD, CHOIR) * 3, times=2)
    edges = [0.0, *(word.start for word in proposed(transcript)), transcript.duration]
    assert all(end - start >= SHORTEST - 1 for start, end in pairwise(edges))


def test_however_long_it_is_there_are_no_more_than_people_look_through():
    assert len(proposed(told(*(BUS, WARD, CHOIR) * 12))) < MOST


def test_each_begins_with_a_sentence():
    transcript = told(BUS, WARD, CHOIR)
    for word in proposed(transcript):
        before = transcript.words[transcript.positions[word.id] - 1]
        assert before.text.endswith(".")


def test_what_is_hidden_is_no_place_for_one():
    transcript = told(BUS, WARD, CHOIR)
    [first, *_] = beginnings(None, BUS, WARD, CHOIR)
    at = transcript.positions[first]
    gap = Word("gap-1", "…", transcript.words[at].start, transcript.words[at].end, "S1", source="hidden")
    hidden = transcript.with_words([*transcript.words[:at], gap, *transcript.words[at + 1 :]])
    assert "gap-1" not in [word.id for word in proposed(hidden)]


def test_where_the_words_are_all_alike_what_they_mean_tells():
    """Three parts in the same words, of which a model read that the second is about something else."""
    parts = (BUS, BUS, BUS)
    transcript = told(*parts)
    turns = [0, *(int(one[1:]) - 1 for one in beginnings(transcript, *parts)), len(transcript.words)]
    read = [
        Meant(at, 12, (0.0, 1.0) if turns[1] <= at < turns[2] else (1.0, 0.0))
        for at in range(0, len(transcript.words) - 12, 6)
    ]
    assert set(beginnings(transcript, *parts)) <= {word.id for word in proposed(transcript, read)}
    assert not set(beginnings(transcript, *parts)) <= {word.id for word in proposed(transcript)}
