"""Easy Read: what is advised, and what is refused."""

from __future__ import annotations

import pytest

from heard.core.people.easy import MOST, easy_faults, is_long, number_faults


@pytest.mark.parametrize(
    ("text", "long"),
    [("The bus was late.", False), ("one " * 15, False), ("one " * 16, True), ("", False)],
)
def test_more_than_fifteen_words_are_many(text, long):
    assert is_long(text) is long


def codes(given, **how):
    return [(fault.field, fault.code) for fault in easy_faults(given, **how)]


def test_a_long_sentence_is_not_refused():
    assert codes({"text": "one " * 40, "alt": ""}, has_picture=False) == []


def test_a_picture_is_told_in_words_too():
    assert codes({"text": "The bus was late.", "alt": " "}, has_picture=True) == [("alt", "needed")]
    assert codes({"text": "The bus was late.", "alt": "A bus."}, has_picture=True) == []


def test_what_is_empty_or_too_long_is_refused():
    assert codes({"text": "", "alt": ""}, has_picture=False) == [("text", "needed")]
    assert codes({"text": "A", "alt": "x" * 201}, has_picture=True) == [("alt", "too-long")]


def test_in_short_is_short():
    assert not list(number_faults(MOST - 1))
    assert [fault.code for fault in number_faults(MOST)] == ["too-many"]
