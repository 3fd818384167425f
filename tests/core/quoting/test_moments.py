"""A moment is pinned to words: it follows what is put right, and shows nothing of what was hidden."""

from __future__ import annotations

import pytest

from heard.core.errors import BadInput
from heard.core.quoting.moments import LONGEST, State, pieces_of, pin, quoted
from heard.core.transcript.corrections import Correction, apply, change_for
from heard.core.transcript.hiding import hide
from tests.core.said import said

TALK = said("we talked about coal production and how\nit was for me")
SPAN = pin(TALK.span("w3", "w5"))


def same(text):
    return text == "about coal production"


def put_right(words, text):
    return apply(TALK, change_for(TALK, Correction(tuple(words.split()), None, text), prefix="r2"))


def test_it_reads_as_it_was_passed_on_while_nothing_changed():
    assert (quoted(SPAN, same, TALK).state, quoted(SPAN, same, TALK).text) == (State.WHOLE, "about coal production")


def test_what_was_put_right_elsewhere_changes_nothing():
    assert quoted(SPAN, same, put_right("w1", "They")).state == State.WHOLE


@pytest.mark.parametrize(
    ("words", "text", "reads"),
    [
        ("w4 w5", "co-production", "about co-production"),
        ("w3", "of", "of coal production"),
        ("w3 w4 w5", "co-production", "co-production"),
    ],
)
def test_corrected_words_follow_and_it_says_so(words, text, reads):
    now = quoted(SPAN, same, put_right(words, text))
    assert (now.state, now.text) == (State.PUT_RIGHT, reads)


@pytest.mark.parametrize("hidden", [(0.0, 60.0), (SPAN.start, SPAN.start + 0.05), (SPAN.end - 0.05, 2.9)])
def test_nothing_is_shown_of_what_is_hidden_in_part(hidden):
    now = quoted(SPAN, same, hide(TALK, [hidden]))
    assert (now.state in (State.HIDDEN, State.GONE), now.words) == (True, ())


def test_words_that_were_struck_out_are_gone():
    assert quoted(SPAN, same, put_right("w3 w4 w5", "")).state == State.GONE


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "unknown-words"),
        (said(" ".join(["so"] * (LONGEST + 1))).words, "too-long"),
        (hide(TALK, [(SPAN.start, SPAN.end)]).words, "hidden"),
    ],
)
def test_what_cannot_be_a_moment_is_refused(words, code):
    with pytest.raises(BadInput) as refused:
        pin(words)
    assert refused.value.code == code


def test_a_long_paragraph_is_offered_in_runs_of_whole_sentences():
    sentence = " ".join(["so"] * 14) + " so."
    pieces = pieces_of(said(f"{sentence} {sentence} {sentence} {' '.join(['so'] * 5)}").words)
    assert [len(piece) for piece in pieces] == [30, 20]
    assert max(map(len, pieces_of(said(" ".join(["so"] * 400)).words))) == LONGEST


def test_no_piece_holds_a_gap():
    pieces = pieces_of(hide(TALK, [(TALK.words[2].start, TALK.words[2].end)]).words)
    assert [word.id for word in pieces[0]] == ["w1", "w2"]
    assert not any(word.is_gap for piece in pieces for word in piece)
