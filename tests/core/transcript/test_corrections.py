"""A correction becomes an exact change; the change can be undone; an older correction is not applied blindly."""

from __future__ import annotations

import json

import pytest

from heard.core.errors import BadInput, Conflict
from heard.core.transcript.corrections import (
    Change,
    Correction,
    Piece,
    Standing,
    apply,
    apply_all,
    change_for,
    compare,
    context_of,
    corrections_from_page,
    inverse_all,
    standing,
)
from heard.core.transcript.words import Transcript
from tests.core.said import said, timed


def corrected(transcript: Transcript, words: str, text: str, after: str | None = None) -> Transcript:
    correction = Correction(tuple(words.split()), after, text)
    return apply(transcript, change_for(transcript, correction, prefix="c1"))


@pytest.mark.parametrize(
    ("before", "words", "after", "text", "reads"),
    [
        ("we do coal production here", "w3 w4", None, "co-production", "we do co-production here"),
        ("went into it", "w2", None, "in to", "went in to it"),
        ("we it", "", "w1", "did do", "we did do it"),
        ("did it", "", None, "We", "We did it"),
        ("did it", "", "w2", "today", "did it today"),
        ("we um did it", "w2", None, "", "we did it"),
        ("we did it", "w1 w2 w3", None, "", ""),
        ("one\ntwo", "w2", None, "Ah two", "one\nAh two"),
        ("one\ntwo", "", "w1", "and", "one and\ntwo"),
        ("one two\nthree four", "w2 w3", None, "too free", "one too\nfree four"),
    ],
)
def test_the_transcript_reads_as_corrected_and_the_inverse_restores_it(before, words, after, text, reads):
    transcript = said(before)
    change = change_for(transcript, Correction(tuple(words.split()), after, text), prefix="c1")
    revision = apply(transcript, change)
    assert revision.text == reads
    assert apply(revision, change.inverse()) == transcript


def test_a_change_holds_no_more_than_the_words_that_differ():
    transcript = said("we do coal production here")
    change = change_for(
        transcript, Correction(("w1", "w2", "w3", "w4", "w5"), None, "we do co-production here"), prefix="c1"
    )
    assert (change.anchor, [w.id for w in change.before], [w.text for w in change.after], change.follower) == (
        "w2",
        ["w3", "w4"],
        ["co-production"],
        "w5",
    )


def test_new_words_are_a_persons_and_certain_and_speak_in_the_voice_they_replace():
    word = corrected(said("one\ntwo coal"), "w3", "cold").words[2]
    assert (word.id, word.source, word.confidence, word.speaker, word.paragraph) == ("c1.1", "human", 1.0, "S2", 1)


def test_new_punctuation_keeps_the_word_and_its_time():
    revision = corrected(said("we do it"), "w2", "Do,")
    assert [word.id for word in revision.words] == ["w1", "w2", "w3"]
    assert timed(revision) == ["we 0-0.2", "Do, 0.2-0.4", "it 0.4-0.6"]
    assert revision.words[1].source == "human"


def test_ids_are_never_used_twice():
    once = corrected(said("we do it"), "w2", "did")
    twice = apply(once, change_for(once, Correction(("w3",), None, "that"), prefix="c1"))
    assert [word.id for word in twice.words] == ["w1", "c1.1", "c1.2"]


def test_a_correction_that_is_already_so_changes_nothing():
    change = change_for(said("we do it"), Correction(("w2",), None, " do "), prefix="c1")
    assert change.is_empty
    assert apply(said("we do it"), change) == said("we do it")


def test_a_correction_of_words_that_are_not_neighbours_conflicts():
    with pytest.raises(Conflict, match="These words have changed since"):
        change_for(said("we do it"), Correction(("w1", "w3"), None, "x"), prefix="c1")


def test_several_changes_make_a_revision_and_are_undone_together():
    transcript = said("the coal production in to it")
    first = change_for(transcript, Correction(("w2", "w3"), None, "co-production"), prefix="c1")
    between = apply(transcript, first)
    second = change_for(between, Correction(("w4", "w5"), None, "into"), prefix="c2")
    revision = apply_all(transcript, [first, second])
    assert revision.text == "the co-production into it"
    assert apply_all(revision, inverse_all([first, second])) == transcript


def test_changes_of_other_words_can_be_undone_in_any_order():
    transcript = said("the coal production in to it")
    first = change_for(transcript, Correction(("w2", "w3"), None, "co-production"), prefix="c1")
    between = apply(transcript, first)
    second = change_for(between, Correction(("w4", "w5"), None, "into"), prefix="c2")
    revision = apply(apply(between, second), first.inverse())
    assert revision.text == "the coal production into it"


def test_a_deletion_can_be_undone_after_the_word_before_was_replaced():
    transcript = said("a b um d")
    deletion = change_for(transcript, Correction(("w3",), None, ""), prefix="c1")
    between = apply(transcript, deletion)
    later = apply(between, change_for(between, Correction(("w2",), None, "x"), prefix="c2"))
    assert apply(later, deletion.inverse()).text == "a x um d"


@pytest.mark.parametrize(
    ("words", "after", "text"),
    [("", "w2", "x"), ("w2 w4", None, "y"), ("w1 w2 w4 w5", None, "")],
    ids=["something else was put there", "both neighbours were replaced", "all around it was deleted"],
)
def test_a_deletion_is_not_undone_where_its_place_is_no_longer_certain(words, after, text):
    transcript = said("a b um d e")
    deletion = change_for(transcript, Correction(("w3",), None, ""), prefix="c1")
    between = apply(transcript, deletion)
    later = apply(between, change_for(between, Correction(tuple(words.split()), after, text), prefix="c2"))
    with pytest.raises(Conflict):
        apply(later, deletion.inverse())


def test_a_change_is_not_undone_under_a_later_change_of_the_same_word():
    transcript = said("we do it")
    first = change_for(transcript, Correction(("w2",), None, "do,"), prefix="c1")
    between = apply(transcript, first)
    later = apply(between, change_for(between, Correction(("w2",), None, "Do!"), prefix="c2"))
    with pytest.raises(Conflict, match="These words have changed since"):
        apply(later, first.inverse())


def test_time_that_a_later_word_took_is_not_taken_back():
    transcript = said("we it")
    first = change_for(transcript, Correction((), "w1", "did"), prefix="c1")
    between = apply(transcript, first)
    later = apply(between, change_for(between, Correction((), "c1.1", "do"), prefix="c2"))
    with pytest.raises(Conflict, match="Undo the later change first"):
        apply(later, first.inverse())


def test_a_change_can_be_stored_as_json():
    change = change_for(said("we do it"), Correction(("w2",), None, "did"), prefix="c1")
    assert Change.from_data(json.loads(json.dumps(change.as_data()))) == change


# A correction against an older revision


HEARD = "the coal production in to it"


@pytest.mark.parametrize(
    ("since", "stands"),
    [
        (("w1", "A"), Standing.APPLIES),
        (("w4 w5", "into"), Standing.APPLIES),
        (("w2 w3", "co-production"), Standing.ALREADY),
        (("w1 w2 w3", "the co-production"), Standing.ALREADY),
        (("w2 w3", "coal reduction"), Standing.CONFLICT),
        (("w2", "cold"), Standing.CONFLICT),
        (("w2 w3", ""), Standing.CONFLICT),
    ],
)
def test_a_replacement_against_an_older_revision(since, stands):
    transcript = said(HEARD)
    mine = Correction(("w2", "w3"), None, "co-production")
    now = corrected(transcript, *since)
    assert standing(now, mine, context_of(transcript, mine)) == stands


@pytest.mark.parametrize(
    ("words", "after", "text", "stands"),
    [
        ("w4", None, "hit", Standing.APPLIES),
        ("", "w2", "very", Standing.ALREADY),
        ("", "w2", "so", Standing.CONFLICT),
        ("w2", None, "was", Standing.CONFLICT),
    ],
)
def test_a_missing_word_against_an_older_revision(words, after, text, stands):
    transcript = said("it is very good")
    mine = Correction((), "w2", "very")
    now = corrected(transcript, words, text, after)
    assert standing(now, mine, context_of(transcript, mine)) == stands


def test_a_deletion_that_somebody_else_has_made_is_already_so():
    transcript = said("we um do")
    mine = Correction(("w2",), None, "")
    assert standing(corrected(transcript, "w2", ""), mine, context_of(transcript, mine)) == Standing.ALREADY


# Whole pages


@pytest.mark.parametrize(
    ("before", "page", "corrections"),
    [
        ("we do it", {"w1": " we\r\n do   it\n"}, []),
        (
            "we do coal production and kind of dead it",
            {"w1": "we do co-production and coded it"},
            [Correction(("w3", "w4"), None, "co-production"), Correction(("w6", "w7", "w8"), None, "coded")],
        ),
        ("one two\nthree", {"w1": "one too"}, [Correction(("w2",), None, "too")]),
        ("one two\nthree", {"w3": "and three"}, [Correction(("w3",), None, "and three")]),
        ("one two\nthree", {"w1": "one two and"}, [Correction((), "w2", "and")]),
        ("one two\nthree", {"w1": ""}, [Correction(("w1", "w2"), None, "")]),
        ("so _ I do", {"w1": "so I I do"}, [Correction((), "w1", "I")]),
        ("it's so", {"w1": "it’s so"}, []),
    ],
)
def test_a_rewritten_page_is_small_separate_corrections(before, page, corrections):
    assert corrections_from_page(said(before), page) == corrections


def test_a_paragraph_that_is_not_there_is_refused():
    with pytest.raises(BadInput, match="No paragraph begins with the word “w2”"):
        corrections_from_page(said("one two"), {"w2": "x"})


def test_two_revisions_are_compared_word_by_word():
    before = said("we do coal production")
    after = corrected(before, "w3 w4", "co-production")
    assert compare(before, after) == [
        Piece("same", before.words[:2]),
        Piece("removed", before.words[2:]),
        Piece("added", after.words[2:]),
    ]
