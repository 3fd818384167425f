"""What anybody may send in."""

from __future__ import annotations

import pytest

from heard.core.errors import BadInput
from heard.core.people.reports import LONGEST_TEXT, cleaned, context_in
from heard.core.transcript.corrections import Context, Correction
from tests.core.said import said

TALK = said("the value of coal production\nsays who")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  co-production\r\n and  care ", "co-production and care"),
        ("a\x00b\x07", "ab"),
        ("one \u200b two", "one two"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🙂 ok", "🙂 ok"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_a_text_becomes_words_that_can_be_seen(given, kept):
    assert cleaned(given) == kept


def test_a_text_may_be_as_long_as_a_paragraph_and_no_longer():
    assert cleaned("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    with pytest.raises(BadInput) as error:
        cleaned("x" * (LONGEST_TEXT + 1))
    assert error.value.code == "too-long"


def test_the_place_is_what_stands_there_and_beside_it():
    assert context_in(TALK, Correction(("w4", "w5"), None, "co-production")) == Context("w3", "coal production", "w6")
    assert context_in(TALK, Correction((), "w3", "true")) == Context("w3", "", "w4")


@pytest.mark.parametrize("words", [("w5", "w4"), ("w3", "w5"), ("w9",), ("w4", "w4")])
def test_words_that_are_not_neighbours_are_refused(words):
    with pytest.raises(BadInput) as error:
        context_in(TALK, Correction(words, None, "x"))
    assert error.value.code == "unknown-words"


def test_a_choice_may_cross_paragraphs_but_not_be_longer_than_one():
    assert context_in(TALK, Correction(("w5", "w6"), None, "x")).text == "production says"
    with pytest.raises(BadInput) as error:
        context_in(TALK, Correction(tuple(f"w{n}" for n in range(1, 7)), None, "x"))
    assert error.value.code == "too-long"
