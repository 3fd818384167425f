"""What a fix teaches, and what is known of it afterwards."""

from __future__ import annotations

import pytest

from heard.core.offering.memory import FIXES_A_STORY, Fix, Memory, parts
from heard.core.offering.sounds import Ear
from heard.media.engines.phonemes import pronounce
from heard.media.engines.rarity import zipf

EAR = Ear(pronounce)


def memory_of(*fixes: Fix) -> Memory:
    memory = Memory(EAR, zipf)
    for fix in fixes:
        memory.learn(fix)
    return memory


def taught(heard: str, meant: str) -> list[tuple[str, str]]:
    words = heard.split()
    return [(" ".join(words[part.start : part.end]), part.meant) for part in parts(words, meant.split(), EAR)]


@pytest.mark.parametrize(
    ("heard", "meant", "lessons"),
    [
        ("ginger", "Jinja", [("ginger", "Jinja")]),
        ("the ginger template", "the Jinja template", [("ginger", "Jinja")]),
        ("coal production", "co-production", [("coal production", "co-production")]),
        ("four piece and I", "4Pi", [("four piece and I", "4Pi")]),
        ("into", "in to", [("into", "in to")]),
        ("diro and cogh", "diarrhoea and cough", [("diro", "diarrhoea"), ("cogh", "cough")]),
        ("asma inhaler yo", "asthma inhaler um you", [("asma", "asthma"), ("yo", "you")]),
        ("okay all right", "ok alright", [("okay", "ok"), ("all right", "alright")]),
        ("", "missing words", []),
    ],
)
def test_a_fix_teaches_each_mishearing_in_it(heard, meant, lessons):
    assert taught(heard, meant) == lessons


def test_fixes_of_the_same_words_make_one_pair_whatever_their_punctuation():
    memory = memory_of(Fix("coin join", "CoinJoin"), Fix("Coin join,", "CoinJoin,"))

    assert [(pair.heard, pair.meant, pair.times) for pair in memory] == [(("coin", "join"), "CoinJoin", 2)]


@pytest.mark.parametrize(
    ("heard", "meant", "words", "offered"),
    [
        ("ginger", "Jinja", "gingers", ["Jinjas"]),
        ("ginger", "Jinja", "ginger's", ["Jinja's"]),
        ("sjoerd", "Sjors", "sjoerds", ["Sjors"]),
        ("coin joins", "CoinJoins", "coin join", ["CoinJoin"]),
        ("ginger", "Jinja", "ginge", []),
        ("its", "it's", "it", []),
    ],
)
def test_a_pair_carries_endings_over(heard, meant, words, offered):
    memory = memory_of(Fix(heard, meant))

    assert [said for _, said in memory.pairs_for(tuple(words.split()))] == offered


def test_the_spelling_most_people_use_is_the_one_offered():
    memory = memory_of(Fix("merch", "murch"), Fix("merch", "Murch"), Fix("merch", "Murch"))

    assert [pair.meant for pair in memory] == ["Murch"]


def test_what_stood_in_finished_texts_speaks_against_a_pair():
    memory = memory_of(Fix("brew", "bro"))
    (pair,) = memory
    before = memory.odds(pair)

    memory.finished.add(["We", "brew", "tea.", "They", "brew", "beer,", "and", "brew", "it", "well."], "a story")

    assert memory.stood(("brew",))[0] == 3
    assert memory.odds(pair) < before


def test_a_refusal_speaks_against_a_pair():
    kept, refused = memory_of(Fix("brew", "bro")), memory_of(Fix("brew", "bro"), Fix("brew", "bro", declined=True))

    assert [pair.times for pair in refused] == [1]
    assert refused.odds(*refused) < kept.odds(*kept)


def test_precision_is_a_half_before_anything_was_offered_and_surer_with_every_answer():
    (once,) = memory_of(Fix("merch", "Murch"))
    (often,) = memory_of(*[Fix("merch", "Murch")] * 8, Fix("merch", "Murch", declined=True))

    assert once.precision()[0] == pytest.approx(2 / 3)
    assert often.precision()[0] == pytest.approx(9 / 11)
    assert often.precision()[1] < once.precision()[1]


def test_a_place_remembers_the_words_beside_it_nearest_first():
    memory = memory_of(Fix("ginger", "Jinja", before="We use the", after="template here.", story="one"))
    (pair,) = memory

    assert pair.places[0].left == ("the", "use", "we")
    assert pair.places[0].right == ("template", "here")
    assert pair.places[0].story == "one"


def test_fixes_that_came_together_and_name_no_story_are_taken_for_one_storys():
    merch = Fix("merch", "Murch")
    others = [Fix("ginger", "Jinja")] * FIXES_A_STORY
    named = next(iter(memory_of(*(Fix("merch", "Murch", story=name) for name in ("one", "two", "two", "three")))))
    together = next(iter(memory_of(*[merch] * 4)))
    apart = next(iter(memory_of(merch, *others, merch, *others, merch, merch)))

    assert (named.times, named.stories) == (4, 3)
    assert (together.times, together.stories) == (4, 1)
    assert 1 < apart.stories < 3


def test_what_a_transcriber_wrote_in_brackets_teaches_nothing():
    assert taught("the [inaudible 00:12] group", "the Glenfield group") == []


def test_a_word_that_stands_in_finished_texts_is_not_rare_here():
    memory = memory_of()
    before = memory.usual("multisig")
    memory.finished.add(["a", "multisig", "is", "a", "multisig"], "one")

    assert before == zipf("multisig")
    assert memory.usual("multisig") > before
    assert memory.usual_phrase(("a", "multisig")) > memory.usual_phrase(("the", "multisig"))
