"""The sentence that a story opens with: whoever tells it says it, and nothing of it is hidden."""

from __future__ import annotations

from heard.core.quoting.openings import LONGEST, opening
from heard.core.transcript.scripts import width

TALK = (
    ("S1", "Shall we start with your name?"),
    ("S2", "Yes. Rhys Pritchard, from Bethesda, in Gwynedd. And I'm here for my nain."),
)


def test_it_is_the_first_of_some_length_by_whoever_says_the_most():
    assert opening(TALK) == "Rhys Pritchard, from Bethesda, in Gwynedd."


def test_a_sentence_with_a_gap_is_passed_over():
    assert opening((("S1", "My name is […] and more."), ("S1", "We asked them to come."))) == "We asked them to come."


def test_where_the_teller_says_nothing_of_length_another_opens():
    assert opening(
        (("S1", "And did you?"), ("S2", "Yes. Oh yes. Yes, yes. No. No. Yes."), ("S1", "What did you say?"))
    ) == ("What did you say?")


def test_nothing_said_opens_nothing():
    assert opening(()) == opening((("S1", "[…]"),)) == ""


def test_a_long_one_ends_between_two_words():
    cut = opening((("S1", "and then we walked to the clinic, " * 30),))
    assert cut.endswith("…")
    assert width(cut) <= LONGEST + 1
    assert cut.removesuffix("…").split()[-1] in {"and", "then", "we", "walked", "to", "the", "clinic"}


def test_scripts_without_spaces_stay_without():
    assert opening((("S1", "我 在 这 里 。 你 好"),)) == "我在这里。"
