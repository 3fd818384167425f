"""Which words are doubted, and which of them would do harm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heard.core.listening.doubt import doubts, is_harmful
from heard.core.offering.sounds import Ear
from heard.core.transcript.words import Transcript
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from tests.core.said import said

EAR = Ear(pronounce)


def heard(text: str, *confidences: float) -> Transcript:
    transcript = said(text)
    return transcript.with_words(
        [replace(word, confidence=sure) for word, sure in zip(transcript.words, confidences, strict=True)]
    )


def wrong(transcript: Transcript, second: list[str] | None = None) -> list[float]:
    return [doubt.wrong for doubt in doubts(transcript, zipf, EAR, second)]


def test_the_less_sure_the_recogniser_was_the_more_a_word_is_doubted():
    one, two, three = wrong(heard("people people people", 0.99, 0.6, 0.2))

    assert one < two < three


def test_a_word_that_the_second_recogniser_heard_otherwise_is_doubted_more():
    first = heard("we do coal production here", 0.9, 0.9, 0.9, 0.9, 0.9)

    found = doubts(first, zipf, EAR, ["we", "do", "co-production", "here"])

    assert [doubt.instead for doubt in found] == [None, None, "co-production", "co-production", None]
    assert min(found[2].wrong, found[3].wrong) > max(found[0].wrong, found[1].wrong, found[4].wrong)


def test_hesitations_of_the_second_recogniser_are_no_disagreement():
    first = heard("we do", 0.9, 0.9)

    assert [doubt.instead for doubt in doubts(first, zipf, EAR, ["we", "um", "do"])] == [None, None]


def test_what_a_person_wrote_is_not_doubted():
    transcript = heard("people zyxt", 0.3, 0.3)
    written = transcript.with_words([replace(word, source="human") for word in transcript.words])

    assert wrong(written) == [0.0, 0.0]


def test_a_rare_word_is_doubted_more_than_an_ordinary_one():
    ordinary, rare = wrong(heard("people tattoo", 0.8, 0.8))

    assert ordinary < rare


@pytest.mark.parametrize(
    ("word", "harmful"),
    [("not", True), ("haven't", True), ("haven’t", True), ("Never,", True), ("57", True), ("fifty", True),
     ("no.", True), ("have", False), ("nobody", True), ("knot", False)],
)  # fmt: skip
def test_negations_and_numbers_do_harm_when_they_are_wrong(word, harmful):
    assert is_harmful(word) == harmful


def test_doubts_come_one_for_each_word_in_order():
    transcript = said("one two three")

    assert [doubt.word for doubt in doubts(transcript, zipf, EAR)] == ["w1", "w2", "w3"]
    assert doubts(Transcript(()), zipf, EAR) == []
