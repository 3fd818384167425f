"""Where terms are said, so that they can be explained where they stand."""

from __future__ import annotations

import pytest

from heard.core.offering.mentions import mentions
from heard.core.offering.wordlist import Entry
from heard.core.transcript.words import text_of
from tests.core.said import said

CARER = Entry("carer", "term")
PIP = Entry("PIP", "acronym", spoken=("personal independence payment",), mishearings=("pip squeak",))
BURY = Entry("Bury", "place")
LIVED = Entry("lived experience", "term")
ENTRIES = [CARER, PIP, BURY, LIVED]


def found(text: str) -> list[tuple[str, str]]:
    return [(ENTRIES[one.entry].term, text_of(one.words)) for one in mentions(ENTRIES, said(text).paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My carer, and carers all over.", [("carer", "carer,")]),
        ("Ask the Carers’ centre", [("carer", "Carers’")]),
        ("the carer's break", [("carer", "carer's")]),
        ("I get “PIP”", [("PIP", "“PIP”")]),
        ("a personal independence payment came", [("PIP", "personal independence payment")]),
        ("the pip of an apple", []),
        ("PIPs and PIP’s", [("PIP", "PIPs")]),
        ("in Bury we bury them", [("Bury", "Bury")]),
        ("my Lived Experience.", [("lived experience", "Lived Experience.")]),
        ("the way I lived. Experience matters", []),
        ("careful with pip squeak", []),
        ("that is lived", []),
    ],
)
def test_a_term_is_found_where_it_is_said(text, expected):
    assert found(text) == expected


def test_a_term_is_explained_once_in_each_paragraph():
    assert found("a carer and a carer\nanother carer") == [("carer", "carer"), ("carer", "carer")]


def test_the_longer_term_wins():
    both = [Entry("experience", "term"), LIVED]
    places = mentions(both, said("my lived experience and experience").paragraphs)
    assert [(both[one.entry].term, [word.id for word in one.words]) for one in places] == [
        ("lived experience", ["w2", "w3"]),
        ("experience", ["w5"]),
    ]
