"""Consent that was spoken is found where it was said, even where the machine misheard it."""

from __future__ import annotations

import pytest

from heard.core.people.spoken_consent import spoken_consent
from tests.core.said import said


@pytest.mark.parametrize(
    "sentence",
    [
        "Are you happy for me to record?",
        "So are you happy for me to recall this chat?",
        "Is it OK if I record?",
        "Is it alright if I record this today?",
        "Do you mind if I record you?",
        "And do you give your consent?",
        "Yes, I give my consent to this.",
        "You’ve got my permission.",
        "are you happy for us to share this",
    ],
)
def test_it_is_found_near_the_beginning(sentence):
    assert spoken_consent(said(f"Right _\n{sentence}\nYes that is fine.")) == [(1.0, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Are you happy?",
        "I kept a record of every visit.",
        "We were happy there for years.",
        "Yes.",
        "It was all right.",
    ],
)
def test_other_sentences_are_left_alone(sentence):
    assert spoken_consent(said(f"{sentence}\nSo it goes.")) == []


def test_in_the_middle_of_a_long_talk_nobody_looks():
    long = " ".join(["word"] * 400)
    found = spoken_consent(said(f"Is it OK if I record?\n{long}.\nIs it OK if I record?\n{long}.\nI give my consent."))
    assert [text for _, text in found] == ["Is it OK if I record?", "I give my consent."]
