"""Another engine listens again: what people wrote stays, the rest gets better, and what is in doubt is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.corrections import Correction, apply_all, change_for, inverse_all
from heard.core.remake import remake
from heard.core.words import Transcript
from tests.core.said import said


def put_right(transcript: Transcript, *fixes: tuple[str, str]) -> Transcript:
    """Each fix is the words that stood there, and what a person wrote instead."""
    for number, (heard, text) in enumerate(fixes):
        wanted = heard.split()
        texts = [word.text for word in transcript.words]
        at = next(at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted)
        ids = tuple(word.id for word in transcript.words[at : at + len(wanted)])
        change = change_for(transcript, Correction(ids, None, text), prefix=f"r{number + 2}")
        transcript = apply_all(transcript, [change])
    return transcript


@pytest.mark.parametrize(
    ("old", "fixes", "new", "result", "offers"),
    [
        # Nobody was there: the engine's words are taken.
        ("we like coal production", [], "we like co-production", "we like co-production", []),
        ("we like it", [], "we really like it", "we really like it", []),
        ("we we like it", [], "we like it", "we like it", []),
        ("one two", [], "one two", "one two", []),
        # Where people were, theirs stays, and what the engine says as before is nothing new.
        ("we like coal production", [("coal production", "co-production")], "we like coal production",
         "we like co-production", []),
        # Both put it right in the same way.
        ("we like coal production", [("coal production", "co-production")], "we like co-production",
         "we like co-production", []),
        # The engine hears a third thing: people's words stay, and it is offered.
        ("we like coal production", [("coal production", "co-production")], "we like cold production",
         "we like co-production", [("co-production", "cold production")]),
        # What people took out stays out.
        ("thanks for watching now", [("thanks for watching", "")], "thanks for watching now", "now", []),
        ("thanks for watching now", [("thanks for watching", "")], "thank you now", "now", [("", "thank you")]),
        # What people added stays, whether the engine hears it or not.
        ("I have", [("have", "have not")], "I have", "I have not", []),
        ("I have", [("have", "have not")], "I have not", "I have not", []),
        ("I have", [("have", "have not")], "I have now", "I have not", [("not", "now")]),
        # A person only changed a capital letter: it is theirs all the same.
        ("in glen field", [("glen", "Glen")], "in green field", "in Glen field", [("Glen", "green")]),
        # One place for people, one for the engine, side by side and apart.
        ("coal production is gud", [("coal production", "co-production")], "coal production is good",
         "co-production is good", []),
        ("a b c d e", [("b", "B2")], "a b x d y", "a B2 x d y", []),
        # Case and punctuation alone are no reason to change a word.
        ("well it is", [], "Well, it is.", "well it is", []),
        # A passage that the first engine missed.
        ("first last", [], "first a whole passage of words last", "first a whole passage of words last", []),
        ("", [], "something", "something", []),
        ("something", [], "", "", []),
    ],
)  # fmt: skip
def test_what_becomes_of_each_place(old, fixes, new, result, offers):
    take = said(old)
    present = put_right(take, *fixes)
    remade = remake(take, present, said(new), prefix="t2")
    after = apply_all(present, remade.changes)
    assert " ".join(word.text for word in after.words) == result
    texts = {word.id: word.text for word in after.words}
    assert [(" ".join(texts[word] for word in offer.words), offer.text) for offer in remade.offers] == offers


def test_a_word_that_somebody_confirmed_stays_and_the_other_is_offered():
    take = said("we like coal production")
    remade = remake(take, take, said("we like co-production"), prefix="t2", confirmed={"w3", "w4"})
    assert (remade.changes, remade.offers) == ((), (Correction(("w3", "w4"), None, "co-production"),))


def test_the_way_back_leads_exactly_to_where_it_was():
    take = said("we like coal production and a bit of gud tea")
    present = put_right(take, ("coal production", "co-production"))
    remade = remake(take, present, said("we do like coal production and a bit of good tea indeed"), prefix="t2")
    after = apply_all(present, remade.changes)
    assert after.text == "we do like co-production and a bit of good tea indeed"
    assert apply_all(after, inverse_all(remade.changes)) == present


def test_the_engines_words_are_the_machines_and_as_sure_as_it_was():
    new = said("we really like it")
    new = new.with_words([replace(word, confidence=0.87) for word in new.words])
    take = said("we like it")
    (word,) = [
        word for word in apply_all(take, remake(take, take, new, prefix="t2").changes).words if word.text == "really"
    ]
    assert (word.id, word.source, word.confidence) == ("t2.1", "machine", 0.87)


def test_times_are_the_engines_own_where_there_is_room():
    take = said("one _ _ four")
    remade = remake(take, take, said("one _ two _ four"), prefix="t2")
    (change,) = remade.changes
    assert [(word.text, word.start, word.end) for word in change.after if word.text == "two"] == [("two", 0.8, 1.1)]


def test_missing_words_are_said_by_whoever_speaks_after_them_when_the_engine_says_so():
    take = said("how are you\n_ fine thanks")
    new = said("how are you\noh fine thanks")
    new = replace(new, words=tuple(replace(word, speaker={"S1": "B", "S2": "A"}[word.speaker]) for word in new.words))
    after = apply_all(take, remake(take, take, new, prefix="t2").changes)
    assert [(word.text, word.speaker, word.paragraph) for word in after.words if word.text == "oh"] == [("oh", "S2", 1)]


def test_a_third_take_is_laid_on_the_second():
    first, second, third = said("a coal b c"), said("a cold b see"), said("a coat b sea")
    present = put_right(first, ("coal", "co"))
    once = remake(first, present, second, prefix="t2")
    assert len(once.offers) == 1
    after = apply_all(present, once.changes)
    twice = remake(second, after, third, prefix="t3")
    assert apply_all(after, twice.changes).text == "a co b sea"
    assert [offer.text for offer in twice.offers] == ["coat"]


TEXTS = st.lists(st.sampled_from(["a", "b", "co", "dear"]), max_size=7).map(" ".join)


@given(old=TEXTS, wanted=TEXTS, new=TEXTS)
def test_whatever_was_written_and_heard_every_human_word_stays_and_all_can_be_undone(old, wanted, new):
    take = said(old)
    present = take
    if take.words:
        ids = tuple(word.id for word in take.words)
        present = apply_all(take, [change_for(take, Correction(ids, None, wanted), prefix="r2")])
    remade = remake(take, present, said(new), prefix="t2")
    after = apply_all(present, remade.changes)
    human = [word.id for word in present.words if word.source == "human"]
    assert [word.id for word in after.words if word.source == "human"] == human
    assert apply_all(after, inverse_all(remade.changes)) == present
