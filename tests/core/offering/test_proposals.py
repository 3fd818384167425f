"""Where the same thing was misheard again: what is offered, what is left alone, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.core.offering.candidates import Passage
from heard.core.offering.memory import Fix, Memory
from heard.core.offering.proposals import (
    Finder,
    Proposal,
    as_written,
    best,
    correction_of,
    heard_out,
    passage_of,
    speaks_against,
    surely,
)
from heard.core.offering.sounds import Ear
from heard.core.offering.terms import Wanted
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf
from tests.core.said import said

EAR = Ear(pronounce)


def finder(*fixes: Fix, terms: tuple[Wanted, ...] = (), finished: str = "") -> Finder:
    memory = Memory(EAR, zipf)
    for fix in fixes:
        memory.learn(fix)
    if finished:
        memory.finished.add(finished.split(), "finished")
    return Finder(memory, EAR, zipf, terms)


def offered(text: str, looking: Finder, min_score: float = 0.0) -> list[tuple[str, str, str]]:
    found = looking.propose(Passage("story", text.split()), min_score)
    return [(one.heard, one.meant, one.kind) for one in sorted(found, key=lambda one: one.first)]


def score(text: str, looking: Finder) -> float:
    return max((one.score for one in looking.propose(Passage("story", text.split()), 0.0)), default=0.0)


MURCH = [Fix("merch", "Murch", "thanks", "for that", "one"), Fix("merch", "Murch", "said", "and", "two")]


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("then merch said yes", [("merch", "Murch", "repeat")]),
        ("then merch, said yes", [("merch,", "Murch,", "repeat")]),
        ("(merch) said", [("(merch)", "(Murch)", "repeat")]),
        ("it was merch's idea", [("merch's", "Murch's", "repeat")]),
        ("then Murch said yes", []),
        ("then somebody said yes", []),
    ],
)
def test_the_same_words_are_offered_again_with_their_punctuation_and_ending(text, offers):
    assert offered(text, finder(*MURCH)) == offers


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("we are in Peter Buyer now", [("Peter Buyer", "Peterborough", "glossary")]),
        ("we are in Peterborough now", []),
        ("the old Peter. Buyer beware", []),
    ],
)
def test_a_term_is_offered_where_words_sound_like_it_but_never_across_sentences(text, offers):
    assert offered(text, finder(terms=(Wanted("Peterborough"),))) == offers


def test_a_known_mishearing_of_a_term_is_offered_though_it_sounds_quite_different():
    others = [Wanted(f"Zyxo{number}q") for number in range(1000)]
    looking = finder(terms=(Wanted("Tameside", mishearings=("the time slide",)), *others))

    assert usually("we met at the time slide office", looking) == [("the time slide", "Tameside")]


def test_another_way_of_saying_a_term_tells_more_than_a_likeness():
    bare, listed = (finder(terms=(Wanted("4Pi", spoken),)) for spoken in ((), ("four pie",)))

    assert score("we spoke about 4 pie here", listed) > 0.65 > score("we spoke about 4 pie here", bare)


def test_what_people_wrote_before_is_listened_for_in_other_mishearings():
    assert offered("we saw fediment there", finder(Fix("fetiment", "Fedimint"))) == [
        ("fediment", "Fedimint", "sounds-alike")
    ]


def test_words_that_stood_in_finished_texts_are_less_likely_wrong():
    often_right = "They sell merch. The merch is here. No merch today. Our merch and your merch. " * 5

    assert score("then merch said", finder(*MURCH, finished=often_right)) < score("then merch said", finder(*MURCH))


def test_the_same_fix_in_more_stories_makes_a_surer_proposal():
    assert score("then merch said", finder(*MURCH)) > score("then merch said", finder(MURCH[0]))


def test_a_refusal_makes_a_less_sure_proposal():
    refused = [Fix("merch", "Murch", declined=True)] * 4

    assert score("then merch said", finder(*MURCH, *refused)) < score("then merch said", finder(*MURCH))


@pytest.mark.parametrize(
    "fix",
    [
        Fix("the", "a"),
        Fix("and", "in"),
        Fix("um", ""),
        Fix("Yes", "yes"),
        Fix("yes", "yes,"),
        Fix("it", "that"),
    ],
)
def test_one_fix_of_an_everyday_word_or_of_style_is_not_offered_elsewhere(fix):
    looking = finder(fix)

    assert (
        looking.propose(
            Passage("story", ["and", "um", "yes", "the", "people", "in", "it", "said", "Yes", "to", "that"])
        )
        == []
    )


def test_no_two_proposals_touch_the_same_word():
    looking = finder(Fix("coin join", "CoinJoin"), Fix("join", "joint"))

    found = looking.propose(Passage("story", ["a", "coin", "join", "here"]), 0.0)

    assert [(one.first, one.last, one.meant) for one in found] == [(1, 2, "CoinJoin")]


SAID = [
    "Merch",
    "merch,",
    "merchs",
    "said",
    "yes.",
    "Then",
    "coal",
    "production",
    "at",
    "Glen",
    "field",
    "glenn",
    "Murch",
    "3",
]
LOOKING = finder(*MURCH, terms=(Wanted("Glenfield"), Wanted("co-production", mishearings=("coal production",))))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SAID), st.floats(0, 1)), min_size=1, max_size=40), st.floats(0.05, 0.9))
def test_what_is_possible_by_the_text_alone_becomes_what_is_proposed_once_the_doubts_are_known(words, least):
    """Only the paragraphs that hold something possible are taken apart: nothing else may be proposed in a story."""
    sure = [confidence for _, confidence in words]
    passage = Passage("story", [word for word, _ in words], sure, "story")
    possible = LOOKING.possible(replace(passage, confidences=None), least)
    found = best((surely(one, min(sure[one.first : one.last + 1])) for one in possible), least)
    assert found == LOOKING.propose(passage, least)


def test_a_paused_pair_offers_nothing():
    looking = finder(*MURCH)
    for pair in looking.memory:
        pair.paused = True

    assert [one for one in offered("then merch said", looking) if one[2] == "repeat"] == []


@pytest.mark.parametrize(
    ("there", "meant", "written"),
    [
        ("coal production,", "co-production", "co-production,"),
        ("Coal production", "co-production", "Co-production"),
        ("ginger.", "Jinja", "Jinja."),
        ("“merch”", "Murch", "“Murch”"),
        ("ginger's", "Jinja's", "Jinja's"),
    ],
)
def test_case_and_punctuation_stay_as_they_stand(there, meant, written):
    assert as_written(there.split(), meant) == written


def test_a_proposal_becomes_a_correction_that_somebody_may_accept():
    transcript = said("we do coal production here")
    proposal = Proposal("story", 2, 3, "coal production", "co-production", "repeat", 0.9)

    assert correction_of(transcript, proposal).words == (transcript.words[2].id, transcript.words[3].id)
    assert correction_of(transcript, proposal).after == transcript.words[1].id
    assert correction_of(transcript, proposal).text == "co-production"


def test_nothing_is_looked_for_across_two_turns():
    transcript = said("we met Peter\nBuyer came later")
    looking = finder(terms=(Wanted("Peterborough"),))

    assert looking.propose(passage_of(transcript, "story"), 0.0) == []


@pytest.mark.parametrize(
    ("before", "after", "here"),
    [
        ("then they all said that", "came over to us", 1.0),
        ("someone else who was", "elsewhere then", 0.0),
        ("", "", 0.0),
    ],
)
def test_a_fix_is_known_to_be_of_this_story_by_the_words_around_it(before, after, here):
    text = "well then they all said that merch came over to us and merch sat down"

    found = finder(Fix("merch", "Murch", before, after)).propose(Passage("story", text.split()), 0.0)

    assert [one.evidence["here"] for one in found] == [here, here]


def test_a_fix_is_known_to_be_of_this_story_where_this_copy_has_it_put_right_already():
    text = "well then they all said that Murch came over to us and merch sat down"
    fix = Fix("merch", "Murch", "then they all said that", "came over to us")

    assert [one.evidence["here"] for one in finder(fix).propose(Passage("story", text.split()), 0.0)] == [1.0]


COAL = Fix("coal production", "co-production", "a lot of", "with people", "one")


def usually(text: str, looking: Finder, story: str | None = None) -> list[tuple[str, str]]:
    found = looking.propose(Passage("story", text.split(), story=story))
    return [(one.heard, one.meant) for one in sorted(found, key=lambda one: one.first)]


@pytest.mark.parametrize(
    ("fix", "text", "offers"),
    [
        (COAL, "that is coal production for you", [("coal production", "co-production")]),
        (Fix("zinopril", "lisinopril"), "I take zinopril daily", [("zinopril", "lisinopril")]),
        (Fix("their", "there"), "it was their house", []),
        (Fix("any medication", "medication"), "on any medication now", []),
        (Fix("hash rate", "hashrate"), "the hash rate fell", []),
        (Fix("twenty nine", "29"), "about twenty nine of them", []),
    ],
)
def test_one_fix_is_enough_for_what_nobody_says_and_for_nothing_else(fix, text, offers):
    assert usually(text, finder(fix)) == offers


def test_a_fix_to_a_listed_term_tells_more():
    listed = finder(COAL, terms=(Wanted("co-production"),))
    assert score("that is coal production", listed) > score("that is coal production", finder(COAL))


def test_more_is_asked_of_an_offer_in_a_story_that_somebody_works_on():
    fixes = finder(Fix("zinopril", "lisinopril"), Fix("merch", "Murch", "and", "said", "two"))
    assert usually("some zinopril here", fixes, "three") == [("zinopril", "lisinopril")]
    assert usually("some zinopril here", fixes, "two") == []
    assert usually("that is coal production", finder(COAL, MURCH[1]), "two") == [("coal production", "co-production")]


def test_the_more_the_sound_prefers_what_is_meant_the_more_probable_it_is_whatever_the_text_says():
    faint, likely = (Proposal("story", 0, 0, "hole", "hall", "glossary", score) for score in (0.2, 0.8))
    for one in (faint, likely):
        scores = [heard_out(one, verdict).score for verdict in (-12.0, -4.0, 0.0, 4.0, 12.0)]
        assert scores == sorted(scores)
        assert (scores[0] < 0.1, scores[-1] > 0.9) == (True, True)
    assert heard_out(faint, 1.5).evidence == {"sound": 1.5}
    assert (speaks_against(-12.0), speaks_against(0.5)) == (True, False)


def test_where_both_sound_the_same_the_sound_has_no_say():
    (merch,) = finder(*MURCH).propose(Passage("story", ["then", "merch", "said"]), 0.0)

    assert [heard_out(merch, verdict).score for verdict in (-5.0, 5.0)] == [merch.score] * 2
    assert heard_out(merch, -5.0).evidence["sound"] == 0.0
