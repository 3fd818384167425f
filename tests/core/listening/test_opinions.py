"""A second recogniser's opinions follow the words of a take to where they stand now, and bring nothing hidden back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from heard.core.listening.doubt import doubts, doubts_with
from heard.core.listening.opinions import Heard, Opinion, Opinions, from_document, opinions_on, to_document
from heard.core.offering.sounds import Ear
from heard.core.transcript.hiding import hide
from heard.core.transcript.timing import rewrite
from heard.core.transcript.words import Transcript
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from tests.core.said import said

EAR = Ear(pronounce)
TAKE = said("we do coal production here and my name is Jane")


def heard(text: str) -> tuple[Heard, ...]:
    """At the pace of `said`."""
    return tuple(Heard(word.text, word.start, word.end) for word in said(text).words)


def opinions(second: str) -> Opinions:
    return Opinions({word.id: -0.1 * n for n, word in enumerate(TAKE.words)}, heard(second))


def rewritten(take: Transcript, start: int, end: int, text: str) -> Transcript:
    run = rewrite(take, start, end, text.split(), "c1")
    return take.with_words([*take.words[: run.start], *run.words, *take.words[run.end :]])


def instead(found: dict[str, Opinion]) -> dict[str, str]:
    return {word: one.instead for word, one in found.items() if one.instead is not None}


def test_every_word_that_stands_has_its_own():
    found = opinions_on(TAKE, TAKE, opinions("We do co-production here, um, and my name is Jane."))
    assert [found[word.id].told for word in TAKE.words] == [-0.1 * n for n in range(10)]
    assert instead(found) == {"w3": "co-production", "w4": "co-production"}


def test_words_that_people_wrote_have_none_and_those_beside_keep_theirs():
    now = rewritten(TAKE, 2, 4, "co-production")
    found = opinions_on(now, TAKE, opinions("We do co-production here and my name is Jane"))
    assert list(found) == ["w1", "w2", "w5", "w6", "w7", "w8", "w9", "w10"]
    assert instead(found) == {}


def test_what_was_heard_across_words_that_people_changed_is_no_opinion_of_the_rest():
    now = rewritten(TAKE, 3, 4, "reduction")
    assert instead(opinions_on(now, TAKE, opinions("We do co-production here and my name is Jane"))) == {}


@pytest.mark.parametrize(
    "second",
    [
        "we do coal production here and my name is Joan",  # in its place
        "we do coal production here and my name was Joan",  # across the edge
        "we do coal production here and my names Joan Smith",
    ],
)
def test_what_was_heard_in_hidden_seconds_is_nobodys_opinion(second):
    hidden = [(TAKE.words[9].start, TAKE.words[9].end)]
    shown = hide(TAKE, hidden)
    assert shown.text.endswith("my name is")
    found = opinions_on(shown, TAKE, opinions(second), hidden)
    assert "Joan" not in " ".join(instead(found).values())
    assert "w10" not in found


def test_hidden_speech_that_the_take_does_not_hold_is_nobodys_opinion_of_the_words_beside_it():
    take = said("my name was here")
    second = (Heard("my", 0, 0.4), Heard("name", 0.5, 0.9), Heard("is", 1, 1.2), Heard("Joan", 1.4, 1.5))
    told = Opinions(dict.fromkeys(take.positions, -1.0), (*second, Heard("here", 1.5, 1.9)))
    assert instead(opinions_on(take, take, told)) == {"w3": "is Joan"}
    assert instead(opinions_on(take, take, told, [(1.42, 1.48)])) == {}


def test_a_later_take_is_met_under_other_ids():
    laid = TAKE.with_words([replace(word, id=f"t2.{n}") for n, word in enumerate(TAKE.words)])
    found = opinions_on(laid, TAKE, opinions("we do co-production here and my name is Jane"))
    assert (found["t2.9"].told, instead(found)) == (-0.9, {"t2.2": "co-production", "t2.3": "co-production"})


def test_a_word_said_again_elsewhere_is_not_taken_for_it():
    later = TAKE.with_words([replace(word, start=word.start + 60, end=word.end + 60) for word in TAKE.words])
    assert opinions_on(later, TAKE, opinions("we do co-production here")) == {}


def test_they_are_kept_as_they_are():
    given = opinions("we do")
    assert from_document(to_document(given)) == given


def test_with_opinions_words_are_doubted_as_with_the_two_lists_they_come_from():
    second = "we do co-production here and my name is Jane"
    given = opinions(second)
    by_list = doubts(TAKE, zipf, EAR, second.split(), list(given.told.values()))
    assert doubts_with(TAKE, zipf, EAR, opinions_on(TAKE, TAKE, given)) == by_list


def test_words_that_nobody_was_asked_about_are_judged_alone():
    assert doubts_with(TAKE, zipf, EAR, {}) == doubts(TAKE, zipf, EAR)
    some = doubts_with(TAKE, zipf, EAR, {"w1": Opinion(-0.1)})
    assert some[1:] == doubts(TAKE, zipf, EAR)[1:]
