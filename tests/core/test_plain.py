"""How hard a text is, and what it does not explain."""

import pytest

from heard.core.plain import reading_age, syllables_in, unexplained

EASY = "The cat sat on the mat. It was a big cat. It had a red hat. The dog ran to the cat. The cat did not run. " * 2
HARD = (
    "The integrated commissioning organisation acknowledges considerable dissatisfaction regarding accessibility "
    "arrangements, notwithstanding comprehensive engagement activities undertaken collaboratively throughout the "
    "preceding financial year, and anticipates implementing proportionate mitigations subsequently, following "
    "appropriate consideration by the responsible governance committees and their nominated representatives."
)


@pytest.mark.parametrize(
    ("word", "counted"),
    [("cat", 1), ("table", 2), ("made", 1), ("walked", 1), ("wanted", 2), ("horses", 2), ("decided", 3), ("don’t", 1)],
)
def test_syllables_are_counted_as_they_are_heard(word, counted):
    assert syllables_in(word) == counted


def test_short_words_in_short_sentences_are_for_everybody():
    assert reading_age(EASY) == 6


def test_long_words_in_long_sentences_are_for_few():
    assert reading_age(HARD * 2) > 20


def test_of_a_few_words_nothing_is_said():
    assert reading_age("It is steep.") is None


def test_the_age_is_that_of_the_formula():
    # Twelve words and fifteen syllables a sentence.
    said = "The woman at the table told us that the water was cold. " * 4
    assert reading_age(said) == round(0.39 * 12 + 11.8 * 15 / 12 - 15.59 + 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ICB met the PCN. The ICB left.", ["ICB", "PCN"]),
        ("The Integrated Care Board (ICB) met. The ICB left.", []),
        ("The ICB (the board for health) met.", []),
        ("The ICB (page 4) met.", []),
        ("The ICB met (the ICB).", ["ICB"]),
        ("ICBs and C.C.G. and A&E", ["ICB", "C.C.G.", "A&E"]),
        ("I saw a GP of the NHS on TV. I AM OK.", []),
        ("STOP", ["STOP"]),
        ("In 2019 I walked.", []),
    ],
)
def test_short_forms_are_explained_in_brackets_or_asked_about(text, found):
    assert unexplained(text) == found


def test_what_the_glossary_explains_is_explained():
    assert unexplained("The ICB met the PCN.", ["icb"]) == ["PCN"]
