"""A glossary may put the spelling of a term right by itself, and nothing else."""

from __future__ import annotations

import pytest

from heard.core.errors import BadInput
from heard.core.offering.glossary import read_terms, respelt
from heard.core.offering.terms import Wanted
from heard.core.transcript.words import Transcript, Word

TERMS = [
    Wanted("co-production", mishearings=("coal production",)),
    Wanted("Tameside"),
    Wanted("Healthwatch"),
    Wanted("Reach"),
    Wanted("lived experience"),
]


def words(text: str, *, gap: float = 0.0) -> Transcript:
    texts = enumerate(text.split(), start=1)
    starts = [(n, word, round(n * (0.3 + gap), 3)) for n, word in texts]
    said = [Word(f"w{n}", word, at, round(at + 0.3, 3), confidence=0.5 + n / 100) for n, word, at in starts]
    return Transcript(tuple(said), duration=60.0)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("We call it co production.", "We call it co-production."),
        ("“Coproduction,” she said", "“Co-production,” she said"),
        ("Co production in tame side", "Co-production in Tameside"),
        ("the livedexperience group", "the lived experience group"),
        ("ask health watch!", "ask Healthwatch!"),
    ],
)
def test_the_same_letters_are_spelt_as_the_glossary_does(written, expected):
    assert respelt(words(written), TERMS).text == expected


@pytest.mark.parametrize(
    "written",
    [
        "We reach people",
        "coal production",
        "Co-production works",
        "for the company co. Production stopped",
        "tame, side by side",
        "an everyday sentence",
    ],
)
def test_everything_else_stays_as_it_was_heard(written):
    said = words(written)
    assert respelt(said, TERMS) == said


def test_two_words_with_a_pause_between_them_are_two_words():
    said = words("tame side", gap=0.6)
    assert respelt(said, TERMS) == said


def test_a_changed_word_says_what_was_heard_and_why_and_takes_all_its_time():
    changed = respelt(words("about co production here"), TERMS).words[1]
    assert changed == Word(
        "w2", "co-production", 0.6, 1.2, confidence=0.52, heard="co production", evidence="glossary: the same letters"
    )


def test_a_term_of_two_words_shares_the_time_of_one_and_gets_a_new_identity():
    said = respelt(words("livedexperience"), TERMS).words
    assert [(word.id, word.text) for word in said] == [("w1", "lived"), ("w1.2", "experience")]
    assert said[0].end == said[1].start


def test_a_glossary_is_read_from_a_table():
    table = """term,kind,meaning,spoken_variants,mishearings
co-production,idea,,co-pro; co prod,coal production;corporation

4Pi,,,,
"""
    assert read_terms(table.encode()) == (
        Wanted("co-production", ("co-pro", "co prod"), ("coal production", "corporation")),
        Wanted("4Pi"),
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"word,meaning\nx,y\n", "The first line has to name the columns, and one of them has to be “term”."),
        (b"", "The first line has to name the columns, and one of them has to be “term”."),
        (b"term,meaning\n,nothing\n", "Line 2 of this glossary has no term."),
        (b"term\n\xff\xfe\n", "This file is not UTF-8 text. Save it as UTF-8 and try again."),
        ("term,meaning\ncafé,a place".encode("cp1252"), "This glossary is not a CSV file in UTF-8."),
        (
            b'term\n"x\n',
            "Line 2 cannot be read: a quotation mark is opened and not closed, or stands in the middle.",
        ),
    ],
)
def test_a_table_that_is_no_glossary_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(BadInput) as refused:
        read_terms(data)
    assert refused.value.sentence == sentence
