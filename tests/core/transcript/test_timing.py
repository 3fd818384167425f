"""Words carry their times across any edit."""

from __future__ import annotations

import time

import pytest

from heard.core.transcript.timing import retime
from heard.core.transcript.words import Transcript, Word
from tests.core.said import said, timed


@pytest.mark.parametrize(
    ("heard", "text", "times"),
    [
        ("the coal production of", "the co-production of", ["the 0-0.3", "co-production 0.3-1.7", "of 1.7-1.9"]),
        ("Peter Buyer is", "Peterborough is", ["Peterborough 0-1", "is 1-1.2"]),
        ("four piece and I here", "4Pi here", ["4Pi 0-1.3", "here 1.3-1.7"]),
    ],
)
def test_a_merged_word_takes_the_whole_time_of_all(heard, text, times):
    assert timed(retime(said(heard), text)) == times


@pytest.mark.parametrize(
    ("heard", "text", "times"),
    [
        ("went into it", "went in to it", ["went 0-0.4", "in 0.4-0.6", "to 0.6-0.8", "it 0.8-1"]),
        ("a alotof b", "a a lot of b", ["a 0-0.1", "a 0.1-0.267", "lot 0.267-0.5", "of 0.5-0.7", "b 0.7-0.8"]),
    ],
)
def test_a_split_word_shares_its_time_by_letters(heard, text, times):
    assert timed(retime(said(heard), text)) == times


def test_a_missing_word_goes_into_the_silence_at_its_place():
    assert timed(retime(said("we _ it"), "we really it")) == ["we 0-0.2", "really 0.2-0.7", "it 0.7-0.9"]


def test_a_missing_word_follows_the_word_before_in_a_long_silence():
    assert timed(retime(said("we _ _ _ _ it"), "we did it")) == ["we 0-0.2", "did 0.2-0.445", "it 2.2-2.4"]


def test_a_missing_word_leads_to_the_word_after_when_a_sentence_has_ended():
    assert timed(retime(said("we. _ _ _ _ it"), "we. Did it")) == ["we. 0-0.3", "Did 2.06-2.3", "it 2.3-2.5"]


def test_a_missing_word_without_silence_takes_the_tail_of_the_word_before():
    assert timed(retime(said("nowthen it"), "nowthen then it")) == ["nowthen 0-0.405", "then 0.405-0.7", "it 0.7-0.9"]


def test_a_missing_first_word_without_silence_takes_the_beginning_of_the_next():
    assert timed(retime(said("well it"), "so well it")) == ["so 0-0.171", "well 0.171-0.4", "it 0.4-0.6"]


def test_a_missing_word_beside_its_like_goes_where_the_silence_is():
    assert timed(retime(said("so _ I do"), "so I I do")) == ["so 0-0.2", "I 0.2-0.375", "I 0.7-0.8", "do 0.8-1"]
    assert timed(retime(said("so I _ do"), "so I I do")) == ["so 0-0.2", "I 0.2-0.3", "I 0.3-0.475", "do 0.8-1"]


def test_a_deleted_word_leaves_silence():
    assert timed(retime(said("we um do"), "we do")) == ["we 0-0.2", "do 0.4-0.6"]


def test_silence_between_replaced_words_stays_where_it_was():
    assert timed(retime(said("led _ belly"), "lead belle")) == ["lead 0-0.3", "belle 0.8-1.3"]


def test_untouched_words_are_the_very_same():
    before = said("we do coal production here today")
    after = retime(before, "we do co-production here, today")
    assert (*after.words[:2], after.words[4]) == (*before.words[:2], before.words[5])


@pytest.mark.parametrize(
    ("heard", "text", "times"),
    [
        ("hi'nmynd iawn", "hi'n mynd iawn", ["hi'n 0-0.373", "mynd 0.373-0.8", "iawn 0.8-1.2"]),
        ("niemogę źle", "nie mogę źle", ["nie 0-0.327", "mogę 0.327-0.7", "źle 0.7-1"]),
        ("کتابہے یہاں", "کتاب ہے یہاں", ["کتاب 0-0.343", "ہے 0.343-0.6", "یہاں 0.6-1"]),
    ],
    ids=["Welsh", "Polish", "Urdu"],
)
def test_any_alphabet(heard, text, times):
    assert timed(retime(said(heard), text)) == times


def test_marks_on_a_letter_take_no_time():
    plain, marked = (
        retime(Transcript((Word("w1", word, 0.0, 0.9),)), text)
        for word, text in (("کتابہے", "کتاب ہے"), ("کِتَابہے", "کِتَاب ہے"))
    )
    assert [word.start for word in marked.words] == [word.start for word in plain.words]


# Paragraphs of a whole text


@pytest.mark.parametrize(
    ("heard", "text", "reads"),
    [
        ("one two\nthree", "one two three", "one two\nthree"),
        ("one two\nthree", "one\ntwo\nthree", "one two\nthree"),
        ("one two\nthree", "one\ntwo three", "one\ntwo three"),
        ("one two three", "one\n\ntwo three", "one\ntwo three"),
        ("one two\nthree", "one two\nand three", "one two\nand three"),
        ("one two\nthree", "Ada: one two\nBen: three", "one two\nthree"),
    ],
    ids=["one line", "folded lines", "as many lines", "empty lines", "a new beginning", "names"],
)
def test_lines_set_paragraphs_only_when_they_clearly_do(heard, text, reads):
    assert retime(said(heard), text).text == reads


@pytest.mark.parametrize("share", [0.1, 1.0], ids=["one in ten corrected", "another text altogether"])
def test_ten_thousand_words_take_less_than_half_a_second(share):
    words = [Word(f"w{n}", f"word{n * 7919 % 1500}", n * 0.3, n * 0.3 + 0.25) for n in range(10_000)]
    text = " ".join("other" if n % 10 < share * 10 else word.text for n, word in enumerate(words))
    begun = time.process_time()
    retime(Transcript(tuple(words)), text)
    assert time.process_time() - begun < 0.5
