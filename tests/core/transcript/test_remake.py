"""Another engine listens again: what people wrote stays, the rest gets better, and what is in doubt is offered."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.core.errors import Conflict
from heard.core.transcript.corrections import Correction, apply_all, change_for, inverse_all
from heard.core.transcript.remake import People, remake
from heard.core.transcript.turns import with_voices
from heard.core.transcript.undoing import way_back
from heard.core.transcript.words import Speaker, Transcript, text_of
from tests.core.said import as_talked, said, talked


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
    remade = remake(take, take, said("we like co-production"), prefix="t2", people=People(confirmed={"w3", "w4"}))
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


# Voices and paragraphs

TWO = "S1: do you like it | S2: I do like tea"


@pytest.mark.parametrize(
    ("old", "fixes", "named", "new", "result"),
    [
        # The same voices under other names: those of the transcript stay.
        (TWO, [], "", "S2: do you like it | S1: I do like tea", TWO),
        (TWO, [], "S1 S2", "S2: do you like it | S1: I do like tea", TWO),
        # The turn changes elsewhere than the first take said.
        (TWO, [], "S1 S2", "S1: do you like | S2: it I do like tea", "S1: do you like | S2: it I do like tea"),
        # One voice turns out to be two: who says more of it keeps the name.
        ("S1: do you like it I do like tea", [], "S1", "S1: do you like it | S2: I do like tea and cake",
         "S1: do you like it | S2: I do like tea and cake"),
        ("S1: do you I do like tea", [], "S1", "S1: do you | S2: I do like tea", "S2: do you | S1: I do like tea"),
        # A new voice is never called as one that has a name, whoever had it.
        ("S1: do you like it I do", [], "S1 S2", "S1: do you like it | S2: I do", "S1: do you like it | S3: I do"),
        # Two voices turn out to be one.
        (TWO, [], "", "S1: do you like it I do like tea", "S1: do you like it I do like tea"),
        (TWO, [], "S1", "S1: do you like it I do like tea", "S1: do you like it I do like tea"),
        # Unless people gave each a name: then they know better.
        (TWO, [], "S1 S2", "S1: do you like it I do like tea", TWO),
        # A take that knows no voices has nothing to say about them.
        (TWO, [], "", None, TWO),
        # A paragraph is cut in two, and two become one.
        ("S1: one two three four", [], "", "S1: one two | S1: three four", "S1: one two | S1: three four"),
        ("S1: one two | S1: three four", [], "", "S1: one two three four", "S1: one two three four"),
        # New words come in their own voice and paragraph.
        ("S1: do you | S2: like tea", [], "", "S1: do you | S2: really like tea", "S1: do you | S2: really like tea"),
        ("S1: do you | S2: I do", [], "", "S1: do you now | S3: yes | S2: I do", "S1: do you now | S3: yes | S2: I do"),
        # What people wrote goes where its place goes.
        ("S1: we like coal production here | S2: yes", [("coal production", "co-production")], "",
         "S1: we like | S2: coal production here | S2: yes", "S1: we like | S2: co-production here | S2: yes"),
        ("S1: a b c d e", [("c", "C!")], "", "S1: a b | S2: c d e", "S2: a b | S1: C! d e"),
        # No paragraph begins within it: it goes where most of it is said.
        ("S1: so many words by hand here", [("many words by", "muny wurds bye")], "",
         "S1: so many words | S2: by hand here", "S1: so muny wurds bye | S2: hand here"),
        ("S1: so many words by hand here", [("many words by", "muny wurds bye")], "",
         "S1: so many | S2: words by hand here", "S2: so | S1: muny wurds bye hand here"),
        # Unless it did before.
        ("S1: we like | S2: tea here", [("like tea", "liike teea")], "", "S1: we like | S2: tea here",
         "S1: we liike | S2: teea here"),
        ("S1: we like | S2: tea here", [("like tea", "liike teea")], "", "S1: we like tea here",
         "S1: we liike teea here"),
        # What people added, and the machine hears nothing of, stays with the words it was added to.
        ("S1: I have | S2: good", [("have", "have not ever")], "", "S1: I have | S2: good",
         "S1: I have not ever | S2: good"),
        ("S1: I have good", [("have", "have not ever")], "", "S1: I have | S2: good", "S1: I have not ever | S2: good"),
        ("S1: I have | S2: good", [("good", "very good")], "", "S2: I have good", "S1: I have very good"),
        # A take that hears nothing at all says nothing of voices.
        ("S1: one two | S2: three", [("two", "too")], "", "", "S1: one too | S2: three"),
    ],
)  # fmt: skip
def test_what_becomes_of_voices_and_paragraphs(old, fixes, named, new, result):
    take = talked(old)
    present = put_right(take, *fixes)
    later = talked(new) if new else said("") if new == "" else voiceless(take)
    people = People(named=named.split())
    remade = remake(take, present, later, prefix="t2", people=people)
    after = apply_all(present, remade.changes)
    assert as_talked(after) == result
    assert apply_all(after, inverse_all(remade.changes)) == present
    assert remake(later, after, later, prefix="t3", people=people).changes == ()


def voiceless(transcript: Transcript) -> Transcript:
    return transcript.with_words([replace(word, speaker=None) for word in transcript.words])


@pytest.mark.parametrize(
    ("old", "present", "new", "result"),
    [
        # Somebody put a word in another voice.
        ("S1: do you like | S2: it I do", "S1: do you like it | S2: I do", "S1: do you like | S2: it I do",
         "S1: do you like it | S2: I do"),
        ("S1: do you like | S2: it I do", "S1: do you like it | S2: I do", "S2: do you like | S1: it I do",
         "S1: do you like it | S2: I do"),
        # Somebody began a paragraph, or joined two.
        ("S1: one two three four", "S1: one two | S1: three four", "S1: one two three | S1: four",
         "S1: one two | S1: three | S1: four"),
        ("S1: one two | S1: three four", "S1: one two three four", "S1: one two | S1: three four",
         "S1: one two three four"),
        # But a paragraph has one voice.
        ("S1: one two | S1: three four", "S1: one two three four", "S1: one two | S2: three four",
         "S1: one two | S2: three four"),
    ],
)  # fmt: skip
def test_what_people_say_of_voices_and_paragraphs_stays(old, present, new, result):
    present = talked(present)
    remade = remake(talked(old), present, talked(new), prefix="t2")
    assert as_talked(apply_all(present, remade.changes)) == result


def test_words_keep_their_id_and_time_and_paragraphs_their_number():
    take = talked("S1: one two | S1: three four five | S2: six")
    new = talked("S1: one | S1: two | S1: _ three four five | S2: six")
    after = apply_all(take, remake(take, take, new, prefix="t2").changes)
    assert [(word.id, word.start, word.paragraph) for word in after.words] == [
        ("w1", 0.0, 0), ("w2", 0.3, 3), ("w3", 0.6, 1), ("w4", 1.1, 1), ("w5", 1.5, 1), ("w6", 1.9, 2),
    ]  # fmt: skip


def test_one_change_for_the_words_that_move_together_and_one_for_each_place_that_reads_otherwise():
    take = talked("S1: we do like coal here now | S2: yes")
    remade = remake(take, take, talked("S1: we do | S1: like cold here now | S2: yes"), prefix="t2")
    assert [(text_of(change.before), text_of(change.after), change.moves) for change in remade.changes] == [
        ("we do", "we do", True),
        ("coal", "cold", False),
    ]


def test_voices_beyond_those_known_are_called_speakers_until_people_name_them():
    take = talked("S1: one | S3: two")
    known = (Speaker("S1", "Ada"), Speaker("S2", "Ben"))
    assert with_voices(take, known).speakers == (*known, Speaker("S3", "Speaker 3"))


def test_the_words_in_a_place_that_is_hidden_stay_hidden():
    take, new = said("name _ Hamid _ then"), said("name _ _ Ahmed then")
    (hidden, shown) = (
        remake(take, take, new, prefix="t2", people=People(hidden=spans)) for spans in ([(0.8, 1.5)], [])
    )
    times = [[(w.start, w.end) for w in made.changes[0].after] for made in (hidden, shown)]
    assert times == [[(0.9, 1.4)], [(1.4, 1.9)]]


# The way back, when more has been done since


def test_a_correction_can_be_undone_after_its_words_went_to_another_voice():
    take = talked("S1: we like coal production here | S2: yes")
    fix = change_for(take, Correction(("w3", "w4"), None, "co-production"), prefix="r2")
    present = apply_all(take, [fix])
    new = talked("S1: we like | S3: coal production here and there | S2: yes")
    after = apply_all(present, remake(take, present, new, prefix="t2").changes)
    assert as_talked(after) == "S1: we like | S3: co-production here and there | S2: yes"
    back = way_back(present, after, [fix])
    assert as_talked(apply_all(after, back)) == "S1: we like | S3: coal production here and there | S2: yes"
    assert apply_all(apply_all(after, back), inverse_all(back)) == after


def test_words_that_were_taken_out_come_back_where_their_neighbours_are():
    take = talked("S1: we um like it | S2: yes")
    out = change_for(take, Correction(("w2",), None, ""), prefix="r2")
    present = apply_all(take, [out])
    remade = remake(take, present, talked("S1: we um like it really | S1: yes"), prefix="t2")
    merged = apply_all(present, remade.changes)
    assert as_talked(merged) == "S1: we like it really | S1: yes"
    assert as_talked(apply_all(merged, way_back(present, merged, [out]))) == "S1: we um like it really | S1: yes"


def test_a_later_take_can_be_undone_after_people_put_other_words_right():
    take = talked("S1: one two three four five")
    remade = remake(take, take, talked("S1: one | S2: too three four five"), prefix="t2")
    after = apply_all(take, remade.changes)
    assert as_talked(after) == "S2: one | S1: too three four five"
    now = put_right(after, ("four", "fore"))
    undone = apply_all(now, way_back(after, now, remade.changes))
    assert as_talked(undone) == "S1: one two three fore five"
    later = put_right(after, ("too", "to"))
    with pytest.raises(Conflict):
        way_back(after, later, remade.changes)


def test_what_was_written_among_words_that_moved_goes_back_with_them():
    take = talked("S1: one two three four")
    remade = remake(take, take, talked("S1: one two | S1: three four"), prefix="t2")
    after = apply_all(take, remade.changes)
    (move,) = remade.changes
    first = move.before[0].text
    now = put_right(after, (first, f"{first}!? oh"))
    assert as_talked(apply_all(now, way_back(after, now, remade.changes))).count("|") == 0


# Whatever happens


TEXTS = st.lists(st.sampled_from(["a", "b", "co", "dear"]), max_size=7).map(" ".join)
TURNS = st.lists(st.tuples(st.sampled_from(["S1", "S2", "S3"]), TEXTS.filter(bool)), max_size=4).map(
    lambda turns: talked(" | ".join(f"{voice}: {text}" for voice, text in turns)) if turns else said("")
)
NAMED = st.sets(st.sampled_from(["S1", "S2", "S3"]))


@st.composite
def corrected(draw, transcript: Transcript) -> Transcript:
    """The same after somebody wrote something else instead of a few words, up to three times."""
    for number in range(draw(st.integers(0, 3))):
        if transcript.words:
            start = draw(st.integers(0, len(transcript.words) - 1))
            ids = tuple(word.id for word in transcript.words[start : start + draw(st.integers(1, 4))])
            change = change_for(transcript, Correction(ids, None, draw(TEXTS)), prefix=f"r{number + 2}")
            transcript = apply_all(transcript, [change])
    return transcript


@given(take=TURNS, new=TURNS, named=NAMED, data=st.data())
def test_whatever_was_written_and_heard_every_human_word_stays_and_all_can_be_undone(take, new, named, data):
    present = data.draw(corrected(take))
    remade = remake(take, present, new, prefix="t2", people=People(named=named))
    after = apply_all(present, remade.changes)
    assert human(after) == human(present)
    assert apply_all(after, inverse_all(remade.changes)) == present
    assert apply_all(after, way_back(after, after, remade.changes)) == present
    numbers = [paragraph.number for paragraph in after.paragraphs]
    assert len(numbers) == len(set(numbers))
    assert not borders_in_human_words(after) - borders_in_human_words(present)
    if remade.changes and new.words:
        assert all(len({word.speaker for word in paragraph.words}) == 1 for paragraph in after.paragraphs)


def human(transcript: Transcript) -> list[tuple[str, str]]:
    return [(word.id, word.text) for word in transcript.words if word.source == "human"]


def borders_in_human_words(transcript: Transcript) -> set[tuple[str, str]]:
    return {
        (one.id, other.id)
        for one, other in pairwise(transcript.words)
        if one.source == other.source == "human" and (one.speaker, one.paragraph) != (other.speaker, other.paragraph)
    }
